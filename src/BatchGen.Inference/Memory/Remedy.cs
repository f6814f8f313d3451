namespace BatchGen.Inference.Memory;

/// <summary>One thing that can be done about a plan that does not fit, or hardly.</summary>
/// <param name="Settings">The settings with that lever moved, ready to be planned or applied.</param>
/// <param name="SavedBytes">Less memory in all than with the plan's settings; moving layers to the CPU saves none.</param>
/// <param name="Fits">The plan fits with this remedy alone.</param>
/// <param name="Sentence">For a person.</param>
public sealed record Remedy(RemedyKind Kind, PlanSettings Settings, long SavedBytes, bool Fits, string Sentence);
