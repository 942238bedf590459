using Forewarn.Core;

namespace Forewarn.Core.Tests;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("atomic-folder").FullName;

    private string Target => Path.Combine(_root, "package");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_new_folder_replaces_the_old_one_whole()
    {
        Write("a", "old");
        Write("b", "new");
        Assert.Equal(["b"], Directory.GetFiles(Target).Select(Path.GetFileName));
        Assert.Single(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void What_fails_half_way_leaves_the_old_one()
    {
        Write("a", "old");
        Assert.Throws<ForewarnException>(() => AtomicFolder.Write(Target + "/", folder =>
        {
            File.WriteAllText(Path.Combine(folder, "half"), "");
            throw new IOException("no space left on device");
        }));
        Assert.Equal("old", File.ReadAllText(Path.Combine(Target, "a")));
        Assert.Single(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void Leftovers_of_a_kill_are_swept()
    {
        Directory.CreateDirectory(Target + ".tmp");
        Directory.CreateDirectory(Target + ".old");
        Write("a", "new");
        Assert.Single(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void A_kill_between_the_renames_loses_nothing()
    {
        Write("a", "old");
        Directory.Move(Target, Target + ".old");
        Assert.Throws<ForewarnException>(() => AtomicFolder.Write(Target, _ => throw new IOException("no space left on device")));
        Assert.Equal("old", File.ReadAllText(Path.Combine(Target, "a")));
    }

    private void Write(string file, string text) => AtomicFolder.Write(Target, folder => File.WriteAllText(Path.Combine(folder, file), text));
}
