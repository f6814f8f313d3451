namespace BatchGen.Web.Api;

/// <summary>A schedule that submits a template.</summary>
internal sealed record TemplateUseBody(long Id, string Name);
