using Forewarn.Core;
using Forewarn.Lab.Sweeps;

namespace Forewarn.Lab.Tests.Sweeps;

public sealed class SweepPlanTests
{
    [Theory]
    [InlineData("1..5", "1 2 3 4 5")]
    [InlineData("7", "7")]
    [InlineData("1..3, 9,2", "1 2 3 9")]
    public void Seeds_are_numbers_and_ranges(string text, string seeds) =>
        Assert.Equal(seeds.Split(' ').Select(ulong.Parse), SweepWords.Seeds(text));

    [Theory]
    [InlineData("")]
    [InlineData("5..1")]
    [InlineData("one")]
    [InlineData("1..")]
    [InlineData("1..99999999")]
    public void What_are_no_seeds_is_refused(string text) =>
        Assert.Contains("Write 1..5", Assert.Throws<ForewarnException>(() => SweepWords.Seeds(text)).Message);

    [Theory]
    [InlineData("sac.alpha=0.1,0.2", "sac.alpha", "0.1|0.2")]
    [InlineData("sac.hidden=[64,64],[8]", "sac.hidden", "[64,64]|[8]")]
    [InlineData("hidden=64,64;8", "hidden", "64,64|8")]
    [InlineData("env=hopper", "env", "hopper")]
    public void Values_stand_between_commas(string text, string key, string values)
    {
        var axis = SweepWords.Axis(text);
        Assert.Equal((key, values), (axis.Key, string.Join('|', axis.Values)));
    }

    [Theory]
    [InlineData("alpha")]
    [InlineData("=1,2")]
    [InlineData("alpha=")]
    public void What_is_no_axis_is_refused(string text) =>
        Assert.Contains("key=a,b,c", Assert.Throws<ForewarnException>(() => SweepWords.Axis(text)).Message);

    [Fact]
    public void Every_combination_meets_every_seed_and_goes_where_it_belongs()
    {
        var plan = new SweepPlan(
            ["train", "{method}", "--env", "hopper"], [1, 2], [("method", ["sac", "bc"]), ("sac.alpha", ["0.1"]), ("hidden", ["8", "64,64"])]);
        Assert.Equal(8, plan.Points.Count);
        Assert.Equal(8, plan.Points.Select(p => p.Folder).Distinct().Count());
        var last = plan.Points[^1];
        Assert.Equal("train bc --env hopper sac.alpha=0.1 --hidden 64,64 --seed 2", string.Join(' ', last.Words));
        Assert.Equal("method=bc sac.alpha=0.1 hidden=64,64", last.Label);
        Assert.Equal(["train", "sac", "--env", "hopper", "sac.alpha=0.1", "--hidden", "8", "--seed", "1"], plan.Points[0].Words);
        Assert.Equal("train {method} --env hopper", plan.Command);
    }

    [Fact]
    public void Folders_keep_their_names_and_tell_values_apart_that_look_alike()
    {
        string[] values = ["a/b", "a b", "a-b", new string('x', 300), new string('x', 301)];
        string[] folders = [.. new SweepPlan(["train", "x"], [1], [("k", values)]).Points.Select(p => p.Folder)];
        Assert.Equal(values.Length, folders.Distinct().Count());
        Assert.All(folders, f => Assert.True(f.Length < 130 && f.All(c => char.IsAsciiLetterOrDigit(c) || "=.-_".Contains(c)), f));
        Assert.Equal("k=a-b_s1", folders[2]);
        Assert.Equal(folders, new SweepPlan(["train", "x"], [1], [("k", values)]).Points.Select(p => p.Folder));
        Assert.Equal("s4", Assert.Single(new SweepPlan(["train", "x"], [4], []).Points).Folder);
    }

    [Fact]
    public void Plans_that_make_no_sense_are_refused()
    {
        Assert.Contains("after two dashes", Refused(["eval", "steering"]));
        Assert.Contains("after two dashes", Refused([]));
        Assert.Contains("Add --set method=a,b.", Refused(["train", "{method}"]));
        Assert.Contains("'k' twice", Assert.Throws<ForewarnException>(() => new SweepPlan(["train", "x"], [1], [("k", ["1"]), ("k", ["2"])])).Message);

        static string Refused(string[] command) => Assert.Throws<ForewarnException>(() => new SweepPlan(command, [1], [])).Message;
    }
}
