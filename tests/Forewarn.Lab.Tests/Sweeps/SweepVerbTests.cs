namespace Forewarn.Lab.Tests.Sweeps;

public sealed class SweepVerbTests : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("forewarn-sweep-").FullName;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_real_training_is_swept_and_summed_up()
    {
        string folder = Path.Combine(_top, "sweep");
        string[] line = ["sweep", "--seeds", "1..2", "--folder", folder, "-y", "loss", "--", "train", "verifier", "--config", "cup", "debug"];
        var first = (await LabRun.Of(line)).Done();
        Assert.Contains("sweep: 2 finished", first.Output, StringComparison.Ordinal);
        Assert.Matches(@"all +2 +\d", first.Output);
        var again = (await LabRun.Of(line)).Done();
        Assert.Contains("2 trainings, 2 of them finished before", again.Output, StringComparison.Ordinal);
        string file = Path.Combine(_top, "grid.yaml");
        File.WriteAllText(file, "sweep:\n  command: train verifier --config cup debug\n  seeds: 2\n  metric: loss\n");
        Assert.Contains("1 trainings, 1 of them", (await LabRun.Of("sweep", file, "--folder", folder)).Done().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean 'verifier'?", "--", "train", "verifyer")]
    [InlineData("Did you mean '--config'?", "--", "train", "verifier", "--confg", "cup")]
    [InlineData("no option --resume", "--", "train", "all")]
    [InlineData("after two dashes", "--seeds", "1..2", "--", "eval", "steering")]
    [InlineData("Write 1..5", "--seeds", "a", "--", "train", "verifier")]
    [InlineData("wanted key=a,b,c", "--set", "x", "--", "train", "verifier")]
    [InlineData("Add --set method=a,b.", "--", "train", "{method}")]
    [InlineData("--workers", "-j", "0", "--", "train", "verifier")]
    [InlineData("no 'nowhere.yaml'", "nowhere.yaml")]
    public async Task Wrong_words_are_refused_before_anything_starts(string answer, params string[] words)
    {
        string folder = Path.Combine(_top, "refused");
        (await LabRun.Of(["sweep", "--folder", folder, .. words])).Refused(answer);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_key_of_the_file_that_is_unknown_is_named()
    {
        string file = Path.Combine(_top, "grid.yaml");
        File.WriteAllText(file, "sweep:\n  comand: train verifier\n");
        (await LabRun.Of("sweep", file, "--folder", Path.Combine(_top, "refused"))).Refused("comand", "command");
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);
}
