using System.Text;
using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests.Files;

public sealed class GameFileTests : IDisposable
{
    private const string Coin = """
        {
          "format": "forewarn-game/1", "name": "coin", "horizon": 2,
          "agents": [{ "name": "ann", "actions": ["heads", "tails"] }, { "name": "bob", "actions": ["heads", "tails"] }],
          "states": ["start", "end"], "initial": { "start": 1 },
          "transitions": [
            { "state": "*", "actions": ["*", "*"], "next": { "end": 1 }, "rewards": [0, 0] },
            { "state": "start", "actions": ["heads", "heads"], "next": { "start": 0.25, "end": 0.75 }, "rewards": [1, -1] }
          ],
          "mediators": {
            "expert": [
              { "state": "*", "joint": [{ "actions": ["heads", "heads"], "share": 0.5 }, { "actions": ["tails", "tails"], "share": 0.5 }] }
            ],
            "alone": [{ "state": "*", "independent": [{ "heads": 0.5, "tails": 0.5 }, { "heads": 0.25, "tails": 0.75 }] }],
            "late": [
              { "state": "*", "joint": [{ "actions": ["tails", "*"], "share": 1 }] },
              { "state": "start", "steps": [1, 1], "joint": [{ "actions": ["heads", "heads"], "share": 1 }] }
            ]
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-games-").FullName;

    [Fact]
    public void Names_wildcards_and_later_rows_mean_what_they_say()
    {
        var named = GameFile.Parse(Encoding.UTF8.GetBytes(Coin), "coin.json");
        var game = named.Game;
        Assert.Equal((2, 2, 2), (game.Horizon, game.States, game.Agents));
        Assert.Equal([new Outcome(0, 0.25), new Outcome(1, 0.75)], game.Next(0, 0).ToArray());
        Assert.Equal([new Outcome(1, 1)], game.Next(0, 3).ToArray());
        Assert.Equal((1, -1, 0), (game.Reward(0, 0, 0), game.Reward(1, 0, 0), game.Reward(0, 1, 0)));
        Assert.Equal([0.5, 0, 0, 0.5], named.Mediator("expert").Mediator.At(1, 0).ToArray());
        Assert.Equal([0.125, 0.375, 0.125, 0.375], named.Mediator("alone").Mediator.At(0, 1).ToArray());
        Assert.Equal([0, 0, 0.5, 0.5], named.Mediator("late").Mediator.At(0, 0).ToArray());
        Assert.Equal([1, 0, 0, 0], named.Mediator("late").Mediator.At(1, 0).ToArray());
        Assert.Equal("heads, tails", named.Names.JointName(1));
    }

    [Theory]
    [InlineData("crossroads")]
    [InlineData("crossroads-covered")]
    [InlineData("doorway")]
    [InlineData("chicken")]
    public void Every_game_that_comes_along_survives_its_file(string name)
    {
        string path = Path.Combine(_folder, "game.json");
        var before = GameCatalog.Of(name);
        GameFile.Write(path, before);
        var after = GameFile.Read(path);
        Assert.Equal(before.Mediators.Select(m => m.Name), after.Mediators.Select(m => m.Name));
        foreach (var learner in before.Learners)
            foreach (var kind in Enum.GetValues<DeviationClass>())
                Assert.Equal(
                    Regret.Of(before.Game, learner.Mediator, kind).PerAgent, Regret.Of(after.Game, after.Mediator(learner.Name).Mediator, kind).PerAgent);
    }

    [Fact]
    public void A_learned_mediator_survives_its_file_bit_by_bit()
    {
        var named = GameCatalog.Of("doorway", 4);
        var imitation = new MediatorImitation(named.Game, named.Mediator("expert").Mediator, new Blades());
        for (int n = 0; n < 7; n++) imitation.Round();
        string path = Path.Combine(_folder, "learned.json");
        MediatorFile.Write(path, named, new("seven", imitation.Average));
        var read = MediatorFile.Read(path, named);
        Assert.Equal(("seven", false), (read.Name, read.Independent));
        for (int h = 0; h < 4; h++)
            for (int s = 0; s < named.Game.States; s++)
                Assert.Equal(imitation.Average.At(h, s).ToArray(), read.Mediator.At(h, s).ToArray());
    }

    [Fact]
    public void Another_horizon_keeps_rows_for_all_steps_and_drops_those_beyond()
    {
        byte[] json = Encoding.UTF8.GetBytes(Coin);
        Assert.Equal(1, GameFile.Parse(json, "coin.json", 1).Game.Horizon);
        Assert.Equal([0, 0, 0.5, 0.5], GameFile.Parse(json, "coin.json", 5).Mediator("late").Mediator.At(4, 0).ToArray());
    }

    [Theory]
    [InlineData("\"start\": 0.25, \"end\": 0.75", "\"start\": 0.25, \"end\": 0.7", "transition 2 ('start': heads, heads): found shares that sum to 0.95")]
    [InlineData("\"start\": 0.25, \"end\": 0.75", "\"start\": -0.25, \"end\": 1.25", "a share of -0.25")]
    [InlineData("\"rewards\": [1, -1]", "\"rewards\": [1, \"NaN\"]", "reward of agent 'bob': found NaN")]
    [InlineData("\"rewards\": [1, -1]", "\"rewards\": [1]", "rewards: found 1, wanted 2")]
    [InlineData("\"next\": { \"end\": 1 }", "\"next\": { \"edn\": 1 }", "Did you mean 'end'?")]
    [InlineData("\"state\": \"start\", \"actions\"", "\"state\": \"strat\", \"actions\"", "Did you mean 'start'?")]
    [InlineData("[\"heads\", \"heads\"], \"next\"", "[\"heads\", \"head\"], \"next\"", "Did you mean 'heads'?")]
    [InlineData("[\"heads\", \"heads\"], \"next\"", "[\"heads\"], \"next\"", "actions: found 1, wanted 2")]
    [InlineData("\"state\": \"*\", \"actions\": [\"*\", \"*\"]", "\"state\": \"end\", \"actions\": [\"*\", \"*\"]", "'start' under (heads, tails)")]
    [InlineData("forewarn-game/1", "forewarn-game/9", "wanted 'forewarn-game/1'")]
    [InlineData("\"horizon\": 2", "\"horizont\": 2", "horizont")]
    [InlineData("\"horizon\": 2", "\"horizon\": 0", "horizon: found 0")]
    [InlineData("\"states\": [\"start\", \"end\"]", "\"states\": [\"start\", \"start\"]", "state names: found 'start'")]
    [InlineData("\"initial\": { \"start\": 1 }", "\"initial\": { \"start\": 0.5 }", "initial: found shares that sum to 0.5")]
    [InlineData("\"tails\"], \"share\": 0.5", "\"tails\"], \"share\": 0.4", "mediator 'expert': recommendation 1")]
    [InlineData("\"steps\": [1, 1]", "\"steps\": [1, 2]", "steps: found [1, 2]")]
    [InlineData("{ \"heads\": 0.25, \"tails\": 0.75 }", "{ \"heads\": 0.25, \"tails\": 0.5 }", "agent 'bob': found shares that sum to 0.75")]
    [InlineData("\"horizon\": 2,", "\"horizon\": NaN,", "line 2")]
    public void A_file_that_is_no_game_is_answered_with_the_place(string good, string bad, string told)
    {
        Assert.Contains(good, Coin);
        var fault = Assert.Throws<ForewarnException>(() => GameFile.Parse(Encoding.UTF8.GetBytes(Coin.Replace(good, bad)), "coin.json"));
        Assert.Contains(told, fault.Message);
        Assert.StartsWith(bad.Contains("\"start\", \"start\"") || bad.EndsWith(": 0") ? "" : "coin.json", fault.Message);
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
    }

    [Fact]
    public void Independent_policies_are_refused_where_the_expert_correlates()
    {
        var named = GameFile.Parse(Encoding.UTF8.GetBytes(Coin), "coin.json");
        var alone = named.Mediator("alone");
        Assert.True(alone.Independent);
        var fault = Assert.Throws<ForewarnException>(() => alone.RequireCorrelation(named.Mediator("expert"), named.Names));
        Assert.Contains("correlates agents in state 'start' at step 0", fault.Message);
        // Against an expert that correlates nothing they are as good as any, and joint shares always are.
        alone.RequireCorrelation(named.Mediator("late"), named.Names);
        named.Mediator("late").RequireCorrelation(named.Mediator("expert"), named.Names);
    }

    [Fact]
    public void Unknown_games_and_mediators_are_answered_with_the_nearest_name()
    {
        Assert.Contains("'doorway'", Assert.Throws<ForewarnException>(() => GameCatalog.Of("doorwya")).Message);
        Assert.Contains("'uniform'", Assert.Throws<ForewarnException>(() => GameCatalog.Of("doorway").Mediator("unifrom")).Message);
        Assert.Contains("one step", Assert.Throws<ForewarnException>(() => GameCatalog.Of("chicken", 3)).Message);
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => GameFile.Read(Path.Combine(_folder, "none.json"))).ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
