using System.Text.Json;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;

namespace Forewarn.Cli.Tests.Games;

public sealed class GamesVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_game_is_listed()
    {
        var (exit, output, _) = await Run("list");
        Assert.Equal(0, exit);
        foreach (string game in new[] { "crossroads", "doorway", "chicken" }) Assert.Contains(game, output);
    }

    [Fact]
    public async Task Regret_of_the_doorway_is_what_is_known()
    {
        string json = At("regret.json");
        var (exit, output, error) = await Run("regret", "doorway", "--horizon", "4", "--deviations", "all", "--json", json);
        Assert.True(exit == 0, error);
        Assert.Matches(@"lets-through\s+0\.000\s+swap\s+1\.500\s+1\.500\s+0\.000\s+robot 0\s+2\.500", output);
        Assert.Contains("step 0, 'token 1': told wait, does go (0.500 of episodes)", output);
        using var report = JsonDocument.Parse(File.ReadAllText(json));
        var uniform = report.RootElement.GetProperty("reports").EnumerateArray().Single(r => r.GetProperty("learner").GetString() == "uniform");
        Assert.Equal(0, uniform.GetProperty("valueGap").GetDouble(), 1e-12);
        double[] gaps = [.. uniform.GetProperty("regrets").EnumerateArray().Select(r => r.GetProperty("gap").GetDouble())];
        Assert.Equal([1.0625, 1.0625, 0.1875], gaps, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal("robot 0", uniform.GetProperty("regrets")[0].GetProperty("deviator").GetString());
        Assert.Equal(2.6875, uniform.GetProperty("regrets")[0].GetProperty("costToOthers").GetProperty("robot 1").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("1.5", 0)]
    [InlineData("1.49", 1)]
    public async Task A_budget_is_a_gate(string budget, int wanted)
    {
        var (exit, output, error) = await Run("regret", "doorway", "--learner", "lets-through", "--budget", budget);
        Assert.Equal(wanted, exit);
        Assert.Contains("lets-through", output);
        if (wanted == 0) Assert.Empty(error);
        else
        {
            Assert.Single(error.TrimEnd().Split('\n'));
            Assert.Contains("regret gap of 'lets-through' in 'doorway' (swap deviations): found 1.500, wanted at most 1.490", error);
        }
    }

    [Fact]
    public async Task A_learned_mediator_is_saved_read_and_passes_its_gate()
    {
        string learned = At("learned.json"), json = At("curve.json");
        var (exit, output, error) = await Run("imitate", "crossroads", "--method", "blades", "--rounds", "1000", "--save", learned, "--json", json);
        Assert.True(exit == 0, error);
        Assert.DoesNotContain("warning", output);
        using var report = JsonDocument.Parse(File.ReadAllText(json));
        double[] losses = [.. report.RootElement.GetProperty("curve").EnumerateArray().Select(r => r.GetProperty("meanLoss").GetDouble())];
        Assert.Equal(10, losses.Length);
        Assert.True(losses[^1] < 0.1 * losses[0], string.Join(' ', losses));
        Assert.Equal(0, (await Run("regret", "crossroads", "--mediator", learned, "--budget", "0.05")).Exit);
        Assert.Equal(1, (await Run("regret", "crossroads", "--mediator", learned, "--budget", "0")).Exit);
    }

    [Theory]
    [InlineData("j-bc")]
    [InlineData("malice")]
    public async Task Methods_on_demonstrations_warn_of_what_they_have_not_seen(string method)
    {
        var (exit, output, _) = await Run("imitate", "crossroads", "--method", method, "--rounds", "10");
        Assert.Equal(0, exit);
        Assert.Contains($"warning: {method} learned nothing where a deviator goes and the expert is never seen, in 1 states", output);
        Assert.Contains("'road B' (9.0000 visits an episode)", output);
        Assert.DoesNotContain("warning", (await Run("imitate", "crossroads-covered", "--method", method, "--rounds", "10")).Output);
    }

    [Fact]
    public async Task A_game_of_ones_own_goes_the_whole_way()
    {
        string game = At("game.json"), page = At("worst.html");
        Assert.Equal(0, (await Run("export", "doorway", "--horizon", "4", "--save", game)).Exit);
        var (exit, output, _) = await Run("regret", game, "--learner", "uniform");
        Assert.Equal(0, exit);
        Assert.Matches(@"uniform\s+0\.000\s+swap\s+1\.0625", output);
        Assert.Equal(0, (await Run("replay", game, "--learner", "uniform", "--page", page)).Exit);
        Assert.Contains("robot 0 gains 1.063 an episode", File.ReadAllText(page));
        // A broken row is named, and nothing is computed.
        File.WriteAllText(game, File.ReadAllText(game).Replace("\"token 1\": 0.5", "\"token 1\": 0.25", StringComparison.Ordinal));
        var (code, _, error) = await Run("regret", game);
        Assert.Equal(2, code);
        Assert.Contains("initial: found shares that sum to 0.75, wanted 1", error);
    }

    [Fact]
    public async Task A_product_policy_is_no_mediator_where_turns_are_taken()
    {
        string alone = _folder.Write("alone.json", """
            { "format": "forewarn-mediator/1", "name": "two drivers", "recommendations": [
              { "state": "crossing", "independent": [{ "yield": 0.5, "go": 0.5 }, { "yield": 0.5, "go": 0.5 }] }] }
            """);
        var (exit, _, error) = await Run("regret", "chicken", "--mediator", alone);
        Assert.Equal(2, exit);
        Assert.Contains("mediator 'two drivers': found policies of the single agents", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("Did you mean 'doorway'?", "regret", "dorway")]
    [InlineData("Did you mean 'uniform'?", "regret", "doorway", "--learner", "unform")]
    [InlineData("Did you mean 'swap'?", "regret", "doorway", "--deviations", "swop")]
    [InlineData("Did you mean 'blades'?", "imitate", "doorway", "--method", "blade")]
    [InlineData("Did you mean 'expert'?", "regret", "doorway", "--expert", "exprt")]
    [InlineData("nowhere.json", "regret", "nowhere.json")]
    [InlineData("--rounds: found 0", "imitate", "doorway", "--rounds", "0")]
    [InlineData("horizon: found 0", "regret", "doorway", "--horizon", "0")]
    [InlineData("one class", "replay", "doorway", "--deviations", "all", "--page", "x.html")]
    [InlineData("--budget: found NaN", "regret", "doorway", "--budget", "NaN")]
    [InlineData("--seeds: found 'x'", "doorway", "--seeds", "x")]
    [InlineData("--episodes: found 0", "doorway", "--episodes", "0")]
    public async Task A_wrong_word_is_answered_in_one_line(string answer, params string[] words)
    {
        var (exit, _, error) = await Run(words);
        Assert.Equal(2, exit);
        Assert.Contains(answer, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    public void Dispose() => _folder.Dispose();

    private string At(string name) => Path.Combine(_folder.Path, name);

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram("test", CliVerbs.All, CliSections.Schema).RunAsync(["games", .. words], Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }
}
