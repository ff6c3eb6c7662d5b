/** How WeChat's contexts refuse a command. */
export const refuse = (command: string, reason: string): { errMsg: string } => ({ errMsg: `${command}:fail ${reason}` })
