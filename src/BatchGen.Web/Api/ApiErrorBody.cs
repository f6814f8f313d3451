namespace BatchGen.Web.Api;

/// <param name="Code">Stable, listed in docs/errors.md.</param>
internal sealed record ApiErrorBody(string Message, string Type, string? Param, string Code);
