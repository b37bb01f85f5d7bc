import * as v from 'valibot';
import { campaignStates, type PracticeCampaign } from './practiceCampaign.ts';
import { apiError, ok, type Reply } from './reply.ts';
import { listRow } from './replyShapes.ts';

const defaultLimit = 50;

/** The documented paging numbers may each be an empty string, which stands for absent. */
function pagingNumber(least: number) {
  const number = v.pipe(v.number(), v.integer(), v.minValue(least));
  const blank = v.pipe(
    v.literal(''),
    v.transform(() => undefined),
  );
  return v.optional(v.union([number, blank]));
}
const direction = v.optional(v.picklist(['asc', 'desc']));
const timestamp = v.optional(v.pipe(v.string(), v.isoTimestamp()));

const listRequest = v.object({
  limit: pagingNumber(1),
  skip: pagingNumber(0),
  page: pagingNumber(1),
  type: v.picklist(['sms', 'voice']),
  startDate: timestamp,
  endDate: timestamp,
  sortBy: v.optional(v.object({ name: direction, createdAt: direction, updatedAt: direction })),
  filters: v.optional(
    v.object({
      status: v.optional(v.array(v.picklist(campaignStates))),
      priority: v.optional(v.array(v.picklist([1, 2, 3, 4, 5]))),
    }),
  ),
});

type ListRequest = v.InferOutput<typeof listRequest>;

/** Get All Campaigns v2: filters, sorts and pages. Without `sortBy` the newest comes first. */
export function listCampaigns(campaigns: readonly PracticeCampaign[], body: unknown): Reply {
  const parsed = v.safeParse(listRequest, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return apiError(400, `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
  }
  const request = parsed.output;
  const matching = campaigns.filter((campaign) => matches(campaign, request)).sort(comparer(request.sortBy));
  const limit = request.limit ?? defaultLimit;
  const skip = offset(request, limit);
  return ok({
    status: 'success',
    message: 'Campaign  retrieved successfully',
    data: {
      results: matching.slice(skip, skip + limit).map(listRow),
      skip,
      limit,
      hasMore: skip + limit < matching.length,
      totalPages: Math.ceil(matching.length / limit),
      totalResults: matching.length,
    },
  });
}

/** Which of `skip` and `page` wins is not documented; here it is `skip`, unless it is 0. */
function offset({ skip = 0, page = 1 }: ListRequest, limit: number): number {
  return skip > 0 ? skip : (page - 1) * limit;
}

/** The dates are about creation, as documented, and may be in any time zone. */
function matches(campaign: PracticeCampaign, { type, startDate, endDate, filters }: ListRequest): boolean {
  const createdMs = Date.parse(campaign.createdAt);
  return (
    campaign.type === type &&
    (startDate === undefined || createdMs >= Date.parse(startDate)) &&
    (endDate === undefined || createdMs <= Date.parse(endDate)) &&
    (filters?.status?.includes(campaign.status) ?? true) &&
    (filters?.priority?.some((priority) => priority === campaign.priority) ?? true)
  );
}

function comparer(
  sortBy: ListRequest['sortBy'] = { createdAt: 'desc' },
): (a: PracticeCampaign, b: PracticeCampaign) => number {
  const fields = (['name', 'createdAt', 'updatedAt'] as const).filter((field) => sortBy[field] !== undefined);
  return (a, b) => {
    const field = fields.find((one) => a[one] !== b[one]);
    if (field === undefined) return 0;
    const rising = a[field] < b[field] ? -1 : 1;
    return sortBy[field] === 'asc' ? rising : -rising;
  };
}
