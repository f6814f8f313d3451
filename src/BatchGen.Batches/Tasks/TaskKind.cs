namespace BatchGen.Batches.Tasks;

/// <summary>What is asked of the model. Each has a preset in <see cref="TaskCatalogue"/>.</summary>
public enum TaskKind
{
    Generate,
    Comment,
    Explain,
    Translate,
    UnitTests,
    Review,
    Fix,
    CandidateQuestions,
    CommitMessage,
    Infill,
    RepositoryQuestion,
    RepositoryEdit,
}
