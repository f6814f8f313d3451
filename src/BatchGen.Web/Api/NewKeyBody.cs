namespace BatchGen.Web.Api;

/// <param name="Secret">The whole key, told now and never again.</param>
internal sealed record NewKeyBody(string Secret, KeyBody Key);
