using System.Reflection;
using BatchGen.Testing;
using BatchGen.Testing.Mutations;
using Xunit.Abstractions;

namespace BatchGen.Runtime.Contract.Models;

/// <summary>
/// A model file, however it is damaged, is computed with or refused with a sentence; it never ends the process. The trial is a process of
/// its own. tests/BatchGen.Benchmarks has the same run at length ("mutations").
/// </summary>
/// <param name="probe">A program over this runtime that runs <see cref="LoadProbe"/> for its verb.</param>
public abstract class MutatedFileContract(Assembly probe, ITestOutputHelper output)
{
    private const int Models = 400;

    [Fact]
    public async Task Load_RefusesWithASentenceOrComputes_WhateverIsWrongWithTheFile()
    {
        using var trial = new LoadTrial(() => LoadTrial.Of(probe.Location, LoadProbe.Verb), Patience.Ceiling);

        var tally = await MutationRun.RunAsync(trial, seed: 13, Models);

        output.WriteLine(string.Join(", ", tally.Counts.Select(one => $"{one.Key} {one.Value}")));
        Assert.Empty(tally.Failures);
        Assert.InRange(tally.Of(LoadOutcome.Loaded), ModelMutator.WholeModels, Models);
        Assert.NotEqual(0, tally.Of(LoadOutcome.RefusedByRule));
        Assert.NotEqual(0, tally.Of(LoadOutcome.RefusedByLibrary));
    }

    /// <summary>The base models are whole: only what was changed can be why others are refused.</summary>
    [Fact]
    public async Task Load_Computes_WhenNothingIsWrong()
    {
        using var trial = new LoadTrial(() => LoadTrial.Of(probe.Location, LoadProbe.Verb), Patience.Ceiling);

        var tally = await MutationRun.RunAsync(trial, seed: 13, ModelMutator.WholeModels);

        Assert.Empty(tally.Failures);
        Assert.Equal(ModelMutator.WholeModels, tally.Of(LoadOutcome.Loaded));
    }
}
