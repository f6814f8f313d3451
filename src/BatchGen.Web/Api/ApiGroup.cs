namespace BatchGen.Web.Api;

/// <summary>Routes that stand together on the page that tries the API out.</summary>
/// <param name="Title">The tag that each of them names.</param>
internal sealed record ApiGroup(string Title, string Text);
