namespace BatchGen.Web.Access;

/// <summary>The caller's role or key does not allow it: a 403.</summary>
internal sealed class NotAllowedException() : Exception("Your role, or your API key's scopes, do not allow this. Ask an administrator, or use another key.");
