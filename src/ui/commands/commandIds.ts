/** Every command of the extension. `package.json` names the same ones. */
export const commandIds = {
  stopSmsCampaign: 'kore.stopSmsCampaign',
  stopThisCampaign: 'kore.stopThisCampaign',
  addStream: 'kore.addStream',
  editStream: 'kore.editStream',
  removeStream: 'kore.removeStream',
  addCampaign: 'kore.addCampaign',
  removeCampaign: 'kore.removeCampaign',
  setCredentials: 'kore.setCredentials',
  removeCredentials: 'kore.removeCredentials',
  checkReadiness: 'kore.checkReadiness',
  checkReadinessOfAll: 'kore.checkReadinessOfAll',
  refresh: 'kore.refresh',
  showLog: 'kore.showLog',
  copyAsCurl: 'kore.copyAsCurl',
  openPracticeStream: 'kore.openPracticeStream',
  openSetting: 'kore.openSetting',
  stopFromStatusBar: 'kore.stopFromStatusBar',
  stopWithAnotherCredential: 'kore.stopWithAnotherCredential',
  howToStopByHand: 'kore.howToStopByHand',
  copySummary: 'kore.copySummary',
  copyRequestForAdmin: 'kore.copyRequestForAdmin',
  explainListFailure: 'kore.explainListFailure',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
