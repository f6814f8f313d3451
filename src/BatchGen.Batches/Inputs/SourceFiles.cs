namespace BatchGen.Batches.Inputs;

/// <summary>Several files picked or dropped in the browser, one item each.</summary>
public static class SourceFiles
{
    /// <exception cref="InputException">The upload cannot be used; the message names the file.</exception>
    public static async Task<SourceSet> ReadAsync(
        IReadOnlyList<UploadedFile> files,
        IgnoreRules ignore,
        InputOptions limits,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(limits);
        if (files.Count > limits.MaxEntries)
            throw new InputException("input_too_many_files", $"The upload has {files.Count} files; at most {limits.MaxEntries} are taken (Inputs:MaxEntries).");

        var collector = new SourceCollector(ignore);
        var guard = new ReadingGuard(limits);
        foreach (UploadedFile file in files)
        {
            if (!SafePath.TryParse(file.Name, out SafePath? path, out PathProblem? problem))
                throw new InputException(problem.Code, problem.Sentence);
            if (!collector.Wants(path))
                continue;
            await using Stream content = file.Open();
            collector.Add(path, await guard.ReadAsync(path.Value, content, packedBytes: null, cancellationToken));
        }

        return collector.Finish();
    }
}
