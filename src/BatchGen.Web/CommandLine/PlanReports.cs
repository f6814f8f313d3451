using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Web.Formatting;
using BatchGen.Web.Planning;
using Spectre.Console;

namespace BatchGen.Web.CommandLine;

/// <summary>Writes a plan to standard output.</summary>
internal interface IPlanReport
{
    /// <param name="model">As it was asked for.</param>
    /// <param name="limits">Which limits the plan was held against, as a sentence.</param>
    void Write(string model, PlanAnswer answer, string limits);
}

internal sealed class JsonPlanReport(TextWriter output) : IPlanReport
{
    public void Write(string model, PlanAnswer answer, string limits) => output.WriteLine(PlanDocument.Of(model, answer).ToJson());
}

/// <summary>What is planned, a line a part and a column a device, the verdict, and where the figures come from.</summary>
internal sealed class TablePlanReport(TextWriter output) : IPlanReport
{
    public void Write(string model, PlanAnswer answer, string limits)
    {
        var plan = answer.Plan;
        output.WriteLine($"{plan.Shape.Name}: {PlanSentences.Model(plan.Shape)}");
        output.WriteLine(PlanSentences.Settings(plan));
        output.WriteLine();
        WriteTable(plan);
        output.WriteLine();
        output.WriteLine(PlanSentences.Verdict(plan));
        if (plan.Remedy is { } remedy)
            output.WriteLine(remedy);
        output.WriteLine(PlanSentences.Largest(plan));
        if (PlanSentences.Offload(answer) is { } offload)
            output.WriteLine(offload);
        if (PlanSentences.Division(plan) is { } division)
            output.WriteLine(division);
        output.WriteLine(PlanSentences.Source(answer));
        output.WriteLine(limits);
    }

    private void WriteTable(MemoryPlan plan)
    {
        // Not the terminal's width: a pipe has none, and lines of a table must not be broken.
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = true };
        table.AddColumn("");
        foreach (var device in plan.Devices)
            table.AddColumn(new TableColumn(Markup.Escape(device.Name)) { Alignment = Justify.Right });
        foreach (var part in PlanParts.All)
            table.AddRow([part.Name, .. plan.Devices.Select(device => ByteText.Of(part.Bytes(device)))]);
        console.Write(table);
    }
}
