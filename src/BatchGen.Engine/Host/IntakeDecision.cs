using BatchGen.Inference.Scheduling;

namespace BatchGen.Engine.Host;

internal abstract record IntakeDecision;

internal sealed record IntakeAccepted(SequenceRequest Sequence) : IntakeDecision;

internal sealed record IntakeRefused(SequenceFailure Failure) : IntakeDecision;
