namespace BatchGen.Web.OpenAi;

/// <param name="Line">1-based; null when it is about the whole file.</param>
internal sealed record BatchError(string Code, string Message, string? Param, int? Line);
