using BatchGen.Batches.Data;

namespace BatchGen.Web.Layout;

/// <param name="Word">The key of its text.</param>
/// <param name="Exact">Marked as current on this path only; else on every path below it.</param>
/// <param name="Needs">The right without which it is not offered, as the page would refuse it.</param>
public sealed record RailLink(string Path, string Word, string Icon, bool Exact, Rights Needs);
