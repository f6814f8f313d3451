namespace BatchGen.Batches.Submission;

/// <summary>Every template with every input.</summary>
/// <param name="Items">Templates times inputs.</param>
public sealed record MatrixCount(int Templates, int Inputs, long Items);
