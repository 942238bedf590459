using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;
using Forewarn.Recording;

namespace Forewarn.EndToEnd.Tests;

/// <summary>Pairs of plans collected with the shipped models.</summary>
public sealed class PreferencesTests : IDisposable
{
    private const string Wish = "pick up the mug by the handle";

    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-prefs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_simulator_labels_what_the_verifier_expects()
    {
        string outcomes = Path.Combine(_folder, "outcomes.jsonl"), expected = Path.Combine(_folder, "expected.jsonl");
        var (exit, output, error) = await Run("collect", "--source", "outcome", "--wish", Wish, "-n", "4", "--seed", "301", "--ties", "--out", outcomes);
        Assert.True(exit == 0, error);
        Assert.Contains("4 pairs labeled in 2 scenes", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("validate", outcomes, "--model", "cup-policy", "--for", "dpo")).Exit);
        Assert.Equal(1, (await Run("validate", outcomes, "--for", "rebel")).Exit);
        Assert.Equal(0, (await Run("collect", "--source", "verifier", "--wish", Wish, "-n", "4", "--seed", "301", "--ties", "--out", expected)).Exit);

        var (real, said) = (PreferenceFile.Read(outcomes), PreferenceFile.Read(expected));
        Assert.Equal(real.Select(r => (r.EpisodeId, r.XKSeed, r.PrefixHash)), said.Select(r => (r.EpisodeId, r.XKSeed, r.PrefixHash)));
        foreach (var record in real)
        {
            Assert.Equal(record.ChosenReward == 1, record.Chosen.Outcome == "handle");
            Assert.Equal((2, 20), (record.Observations[0].ToObservation().Images.Count, record.Observations[0].State.Length));
            Assert.Equal((40, 5), (record.Chosen.Actions.Length, record.Chosen.Actions[0].Length));
        }
        Assert.Contains(real, r => !r.Tie);
        // The verifier is right about nearly every plan: on these four pairs it prefers the same one.
        Assert.Equal(real.Where(r => !r.Tie).Select(r => r.Chosen.Sample), real.Zip(said).Where(p => !p.First.Tie).Select(p => p.Second.Chosen.Sample));
    }

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram(CliVerbs.Description, CliVerbs.All, CliSections.Schema)
            .RunAsync(["data", "prefs", .. words], Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }
}
