using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host;

/// <summary>What the survey's child process writes: the devices, or why there are none.</summary>
internal sealed record DeviceSurveyAnswer(IReadOnlyList<DeviceMemory> Devices, string? FailureCode, string? FailureMessage);
