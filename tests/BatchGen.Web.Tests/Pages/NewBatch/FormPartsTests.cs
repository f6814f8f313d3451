using System.Globalization;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Code.Tasks;
using BatchGen.Web.Pages.NewBatch;
using Bunit;

namespace BatchGen.Web.Tests.Pages.NewBatch;

/// <summary>Each part of the form changes what it stands for, and nothing when it is given nonsense.</summary>
public sealed class FormPartsTests : PageTestBase
{
    private readonly NewBatchForm _form = new();

    [Theory]
    [InlineData("#temperature", "0.7", 0.7f)]
    [InlineData("#temperature", "warm", 0.2f)]
    [InlineData("#top-p", "0.5", 0.5f)]
    [InlineData("#top-p", "", 0.9f)]
    [InlineData("#top-k", "40", 40f)]
    [InlineData("#min-p", "0.05", 0.05f)]
    [InlineData("#repetition-penalty", "1.3", 1.3f)]
    [InlineData("#repetition-penalty", "1,3x", 1.1f)]
    public void Sampling_TakesANumber_AndKeepsTheLastOneElse(string field, string typed, float expected)
    {
        _form.Sampling = _form.Sampling with { Temperature = 0.2f, TopP = 0.9f, RepetitionPenalty = 1.1f };
        var part = Render<SamplingForm>(parameters => parameters.Add(sampling => sampling.Form, _form));

        part.Find(field).Change(typed);

        Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), part.Find(field).GetAttribute("value"));
        Assert.Contains(
            expected, new[] { _form.Sampling.Temperature, _form.Sampling.TopP, _form.Sampling.TopK, _form.Sampling.MinP, _form.Sampling.RepetitionPenalty });
    }

    [Fact]
    public void QualityRetry_IsSwitchedOnAndOff()
    {
        var part = Render<SamplingForm>(parameters => parameters.Add(sampling => sampling.Form, _form));

        part.Find("input[type=checkbox]").Change(true);
        Assert.NotNull(_form.QualityRetry);

        part.Find("input[type=checkbox]").Change(false);
        Assert.Null(_form.QualityRetry);
    }

    [Fact]
    public void Ignore_KeepsOwnPatterns_AndForgetsThem_WhenTheyAreTheUsualAgain()
    {
        var told = 0;
        var part = Render<IgnoreEditor>(parameters => parameters.Add(ignore => ignore.Form, _form).Add(ignore => ignore.Changed, () => told++));
        var usual = part.Find("textarea").GetAttribute("value")!;

        part.Find("textarea").Change("*.min.js");
        Assert.Equal("*.min.js", _form.IgnorePatterns);

        part.Find("textarea").Change(usual);
        Assert.Null(_form.IgnorePatterns);
        Assert.Equal(2, told);
    }

    [Fact]
    public void Templates_AreAddedChangedAndTakenOff()
    {
        var templates = new List<TemplateText>();
        var part = Render<TemplateEditor>(parameters => parameters.Add(editor => editor.Templates, templates).Add(editor => editor.Changed, () => { }));
        Assert.False(part.Find("details").HasAttribute("open"));

        part.FindAll("button")[^1].Click();
        part.Find("textarea").Change("Explain {{file}}");
        part.Find("input").Change("explain");
        Assert.Equal(new TemplateText("explain", "Explain {{file}}"), Assert.Single(templates));

        part.Find(".icon-button").Click();
        Assert.Empty(templates);
        Assert.Empty(part.FindAll(".template"));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(50, 0)]
    [InlineData(51, 1)]
    public void Problems_AreCounted_AndTheFirstFiftyListed(int problems, int more)
    {
        var list = Enumerable.Range(1, problems).Select(line => new InputProblem(line, "invalid_json", $"Line {line} is no JSON.")).ToList();

        var part = Render<ProblemList>(parameters => parameters.Add(shown => shown.Problems, list).Add(shown => shown.Total, problems));

        Assert.Equal(Math.Min(50, problems), part.FindAll("li").Count);
        Assert.Equal(more, part.FindAll("p.secondary").Count);
    }

    [Theory]
    [InlineData("Split", OnOverLimit.Split)]
    [InlineData("Reject", OnOverLimit.Reject)]
    [InlineData("Raise", OnOverLimit.Raise)]
    public void OverLimit_ChoosesWhatBecomesOfLongItems(string word, OnOverLimit expected)
    {
        var report = new DryRunReport(true, new InputSummary(InputFormat.Text, 0, 0, 0, 0, 0, 0, 0, 0, null, null), [], [], 0)
        {
            OverLimit = [new OverLimitItem("a", 1, null, 9_000, 3, IsRejected: false), new OverLimitItem("b", 2, null, 9_000, 0, IsRejected: true)],
            TotalOverLimit = 30,
        };
        var part = Render<OverLimitPanel>(
            parameters => parameters.Add(panel => panel.Form, _form).Add(panel => panel.Report, report).Add(panel => panel.Changed, () => { }));

        part.FindAll(".chip").Single(chip => chip.TextContent.Contains(word, StringComparison.Ordinal)).Click();

        Assert.Equal(expected, _form.OnOverLimit);
        Assert.Contains("3 chunks", part.FindAll("li")[0].TextContent, StringComparison.Ordinal);
        Assert.Single(part.FindAll("li .failed-text"));
        Assert.Contains("10", part.FindAll("p.secondary")[^1].TextContent, StringComparison.Ordinal);
    }
}
