namespace BatchGen.Web.Access;

/// <param name="Secret">The whole key, to be shown now and never again.</param>
public sealed record IssuedApiKey(long Id, string Secret);
