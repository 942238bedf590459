using Microsoft.Playwright;
using Forewarn.Recording;

namespace Forewarn.Console.Tests;

public sealed class LabelingTests(Chromium chromium)
{
    [Fact]
    public async Task Judgments_are_kept_with_all_that_learning_needs()
    {
        await using var console = await TestConsole.StartAsync(decisions: 2);
        await using var page = await chromium.OpenAsync(new Uri(console.Address + "#label"));
        await page.Says("label-count", "0 labels in the file");
        await page.Says("label-task", "3 pairs of this decision left");
        ILocator left = page.Page.GetByRole(AriaRole.Article).Nth(0), right = page.Page.GetByRole(AriaRole.Article).Nth(1);
        await Assertions.Expect(left).ToHaveAttributeAsync("aria-label", "Left: mode 1");
        await Assertions.Expect(right).ToHaveAttributeAsync("aria-label", "Right: mode 2");
        // What was chosen is not told to those who judge.
        await Assertions.Expect(page.Page.Locator("#line")).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("#labeling").GetByText("chosen", new() { Exact = true })).ToHaveCountAsync(0);
        await page.Button("Right is better").ClickAsync();
        await page.Says("label-said", "Kept: mode 2 is better than mode 1.");
        await page.Says("label-count", "1 label in the file");

        PreferenceRecord record = Assert.Single(PreferenceFile.Read(console.LabelsPath));
        Assert.Equal("by the handle, please", record.Prompt.Task);
        Assert.Equal((1, 0), (record.Chosen.Mode, record.Rejected.Mode));
        Assert.Equal(Script.Decision(1).Modes!.Plan(1).ToArray(), record.Chosen.Actions.SelectMany(r => r));
        Assert.Equal("lifts the mug by the handle.", record.Rejected.Narration);
        Assert.Equal(("operator", "tester", false), (record.LabelSource, record.LabelerId, record.Tie));
        Assert.Equal(("/forewarn", 1L, 18_000_000_000_000_000_001), (record.EpisodeId, record.ReplanIndex, record.XKSeed));
        Assert.Equal("cup-policy@ab12", record.PolicyId);
        Assert.Equal("cd34", record.Provenance.Models["cup-world"]);
        Assert.Equal(["front", "wrist"], record.Observations.Single().Images.Select(i => i.Camera));
        Assert.Equal(Script.Seen(1).Latest.State, record.Observations.Single().State);
    }

    [Fact]
    public async Task By_keys_alone_a_whole_decision_is_judged_and_taken_back()
    {
        await using var console = await TestConsole.StartAsync(decisions: 2);
        await using var page = await chromium.OpenAsync(new Uri(console.Address + "#label"));
        await page.Says("label-task", "3 pairs");
        await page.KeyAsync("1");
        await page.Says("label-task", "2 pairs");
        await page.KeyAsync("0");
        await page.Says("label-said", "Kept: neither.");
        await page.Says("label-task", "1 pair of");
        await page.KeyAsync("s");
        await page.Says("pair", "Every pair of this decision is done.");
        await Assertions.Expect(page.Button("Left is better")).ToBeDisabledAsync();
        Assert.Equal([false, true], PreferenceFile.Read(console.LabelsPath).Select(r => r.Tie));
        await Assertions.Expect(page.Button("Undo the last")).ToBeEnabledAsync();
        await page.KeyAsync("u");
        await page.Says("label-said", "The last label is taken back.");
        await page.Says("label-task", "1 pair of");
        await page.Says("label-count", "1 label in the file");
        await page.KeyAsync("u");
        await page.Says("label-count", "0 labels in the file");
        await Assertions.Expect(page.Button("Undo the last")).ToBeDisabledAsync();
        Assert.Empty(PreferenceFile.Read(console.LabelsPath));
    }

    [Fact]
    public async Task From_a_finished_decision_one_goes_to_an_older_one()
    {
        await using var console = await TestConsole.StartAsync(decisions: 2);
        await using var page = await chromium.OpenAsync(new Uri(console.Address + "#label"));
        await page.Says("label-task", "3 pairs");
        for (int i = 0; i < 3; i++) await page.Button("Skip").ClickAsync();
        await page.Button("Go to an older one").ClickAsync();
        await page.Says("decision-title", "Decision 0");
        await page.Says("label-task", "3 pairs");
    }

    [Fact]
    public async Task Without_a_file_nothing_can_be_judged()
    {
        await using var console = await TestConsole.StartAsync(with: o => o with { Labels = null });
        await using var page = await chromium.OpenAsync(new Uri(console.Address + "#label"));
        await page.Says("label-count", "Nothing is kept");
        await Assertions.Expect(page.Button("Left is better")).ToBeDisabledAsync();
    }
}
