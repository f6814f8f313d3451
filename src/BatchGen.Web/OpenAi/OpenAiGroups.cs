namespace BatchGen.Web.OpenAi;

/// <param name="Reading">Looks at what is there.</param>
/// <param name="Submitting">Hands work in, cancels it, deletes files.</param>
internal sealed record OpenAiGroups(RouteGroupBuilder Reading, RouteGroupBuilder Submitting);
