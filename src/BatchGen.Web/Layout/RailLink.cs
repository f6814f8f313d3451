namespace BatchGen.Web.Layout;

/// <param name="Exact">Marked as current on this path only; else on every path below it.</param>
public sealed record RailLink(string Path, string Word, string Icon, bool Exact);
