/** What to say of a sign-in that was refused, and the field to be mended, if it is one: `{text, field?}`. Pure. */
export function refusal({ status, field, message }) {
  if (status === 401) return { text: 'Wrong username or password. Check both, then try again.', field: 'password' };
  if (status === 409) return { text: 'This username is taken. Choose another one, or sign in if it is yours.', field: 'username' };
  if (status !== 400 || !field) return { text: message };
  return { text: `The ${message}. Change it, then try again.`, field };
}
