namespace Forewarn.Core.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-core-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(params string[] names) => Path.Combine([_folder, .. names]);

    [Fact]
    public void A_file_is_replaced_and_its_folder_is_made()
    {
        string path = At("deep", "down", "a.txt");
        AtomicFile.WriteText(path, "old and long");
        AtomicFile.WriteText(path, "né");
        Assert.Equal("né"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(At("deep", "down")));
    }

    [Fact]
    public void A_disk_that_fills_up_leaves_the_old_file_and_no_temporary_one()
    {
        AtomicFile.WriteText(At("a"), "old");
        var error = Assert.Throws<ForewarnException>(() => AtomicFile.Write(At("a"), stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        }));
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Environment, error.ExitCode);
        Assert.Equal("old", File.ReadAllText(At("a")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_place_below_a_file_is_an_environment_error()
    {
        File.WriteAllText(At("file"), "");
        Assert.Equal(ExitCode.Environment, Assert.Throws<ForewarnException>(() => AtomicFile.WriteText(At("file", "a"), "")).ExitCode);
        Assert.Equal(ExitCode.Environment, Assert.Throws<ForewarnException>(() => RunFolders.At(At("file", "run"))).ExitCode);
    }

    [Fact]
    public void Runs_of_the_same_second_get_folders_of_their_own()
    {
        string[] runs = [.. Enumerable.Range(0, 3).Select(_ => RunFolders.Create("eval", 7, new Noon(), _folder))];
        Assert.Equal([At("2031-05-06", "120000-eval-s7"), At("2031-05-06", "120000-eval-s7-2"), At("2031-05-06", "120000-eval-s7-3")], runs);
        Assert.All(runs, run => Assert.True(Directory.Exists(run)));
    }

    private sealed class Noon : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2031, 5, 6, 12, 0, 0, TimeSpan.Zero);
    }
}
