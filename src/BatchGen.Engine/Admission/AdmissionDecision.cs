using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Admission;

/// <summary>What the desk says to an engine that wants to be loaded.</summary>
internal abstract record AdmissionDecision;

internal sealed record Admitted(Residency Residency) : AdmissionDecision;

/// <param name="Reason">As pages show it: "waiting: needs 1.2 GiB on CPU, 0.9 GiB free under the limit".</param>
internal sealed record MustWait(Sentence Reason) : AdmissionDecision;
