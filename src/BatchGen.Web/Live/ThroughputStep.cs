namespace BatchGen.Web.Live;

/// <summary>Tokens a second, over one step of the last hour.</summary>
public sealed record ThroughputStep(double PrefillPerSecond, double DecodePerSecond);
