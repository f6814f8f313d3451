using BatchGen.Engine.Admission;
using BatchGen.Engine.Calibration;
using BatchGen.Engine.Setup;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Supervision;

/// <summary>What every engine of this machine has in common.</summary>
internal sealed record EngineSurroundings(
    EngineOptions Options, IEngineProgram Program, AdmissionDesk Desk, CalibrationRecords Calibrations, TimeProvider Time, ILogger Logger);
