namespace Forewarn.Architecture.Tests;

/// <summary>
/// The rcldotnet adapter is compiled against stand-ins for a ROS workspace's assemblies. A program that carried one of them
/// would find it before the workspace's own.
/// </summary>
public sealed class WorkspaceAssemblyTests
{
    private static readonly string[] Programs = ["Cli", "Lab"];

    [Fact]
    public void The_adapter_needs_the_assemblies_of_a_workspace() =>
        Assert.Superset(
            new HashSet<string> { "rcldotnet_assemblies", "rcldotnet_common" },
            BuiltAssembly.References("RosBridge.Rcldotnet", Repository.Rooms().Single(room => room.Room == "RosBridge.Rcldotnet").Project)
                .ToHashSet());

    [Fact]
    public void No_output_holds_one()
    {
        var outputs = Repository.Rooms().Select(room => Repository.At("src", room.Room, "bin")).Where(Directory.Exists).ToList();
        Assert.NotEmpty(outputs);
        Assert.Empty(outputs
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories))
            .Where(IsOfWorkspace).Select(Repository.Relative));
    }

    [Fact]
    public void No_program_asks_for_one_at_its_start()
    {
        foreach (string program in Programs)
        {
            var lists = Directory.EnumerateFiles(
                Repository.At("src", program, "bin", Repository.Configuration), "*.deps.json", SearchOption.AllDirectories).ToList();
            Assert.NotEmpty(lists);
            foreach (string text in lists.Select(File.ReadAllText))
            {
                Assert.Contains("Forewarn.RosBridge.Rcldotnet", text, StringComparison.Ordinal);
                Assert.DoesNotContain("rcldotnet_", text, StringComparison.Ordinal);
                Assert.DoesNotContain("_assemblies", text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("a/rcldotnet_common.dll", true)]
    [InlineData("a/std_msgs_assemblies.dll", true)]
    [InlineData("a/Forewarn.RosBridge.Rcldotnet.dll", false)]
    public void They_are_known_by_name(string file, bool isOne) => Assert.Equal(isOne, IsOfWorkspace(file));

    private static bool IsOfWorkspace(string file) => Path.GetFileNameWithoutExtension(file) is var name
        && (name.StartsWith("rcldotnet_", StringComparison.Ordinal) || name.EndsWith("_assemblies", StringComparison.Ordinal));
}
