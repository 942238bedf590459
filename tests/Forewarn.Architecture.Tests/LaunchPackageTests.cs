using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Forewarn.Architecture.Tests;

/// <summary>The ROS packages and the systemd unit under <c>launch/</c>.</summary>
public sealed class LaunchPackageTests
{
    private static readonly string Definitions = Repository.At("src", "Messages", "Definitions", "forewarn_msgs");

    public static TheoryData<string> Packages => ["forewarn", "forewarn_msgs"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_REP_149_asks_for(string name)
    {
        var package = XDocument.Load(Repository.At("launch", name, "package.xml")).Root!;
        Assert.Equal(("package", "3"), (package.Name.LocalName, package.Attribute("format")?.Value));
        Assert.Equal(name, package.Element("name")?.Value);
        Assert.Equal(ProjectFile.Property(Repository.At("Directory.Build.props"), "Version"), package.Element("version")?.Value);
        Assert.Equal("Apache-2.0", package.Element("license")?.Value);
        Assert.NotEqual("", package.Element("description")?.Value ?? "");
        Assert.Contains('@', package.Element("maintainer")?.Attribute("email")?.Value ?? "");
        Assert.Equal("ament_cmake", package.Element("export")?.Element("build_type")?.Value);
        string cmake = File.ReadAllText(Repository.At("launch", name, "CMakeLists.txt"));
        Assert.Matches($@"(?m)^project\({name}\b", cmake);
        Assert.EndsWith("ament_package()\n", cmake, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_found_by_cmake_is_depended_on()
    {
        foreach (string name in (string[])["forewarn", "forewarn_msgs"])
        {
            var depended = XDocument.Load(Repository.At("launch", name, "package.xml")).Root!.Elements()
                .Where(element => element.Name.LocalName.EndsWith("depend", StringComparison.Ordinal)).Select(element => element.Value).ToHashSet();
            var found = Regex.Matches(File.ReadAllText(Repository.At("launch", name, "CMakeLists.txt")), @"find_package\((\w+)");
            Assert.All(found.Select(match => match.Groups[1].Value), package => Assert.Contains(package, depended));
        }
    }

    [Fact]
    public void Launch_files_import_what_is_depended_on()
    {
        var depended = XDocument.Load(Repository.At("launch", "forewarn", "package.xml")).Root!.Elements("exec_depend").Select(e => e.Value);
        var imported = Directory.EnumerateFiles(Repository.At("launch", "forewarn", "launch"), "*.py")
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"(?m)^(?:from|import) (\w+)")).Select(match => match.Groups[1].Value);
        Assert.Subset(depended.ToHashSet(), imported.ToHashSet());
    }

    [Fact]
    public void The_interface_package_has_the_definitions_of_the_classes()
    {
        string cmake = File.ReadAllText(Repository.At("launch", "forewarn_msgs", "CMakeLists.txt"));
        string[] defined = [.. Directory.EnumerateFiles(Definitions, "*.*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Definitions, file)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(defined);
        Assert.Equal(defined, Regex.Matches(cmake, "\"((?:msg|srv)/[^\"]+)\"").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.All(defined, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(Definitions, file)), File.ReadAllBytes(Repository.At("launch", "forewarn_msgs", file))));
    }

    [Fact]
    public void Systemd_understands_the_unit()
    {
        string text = File.ReadAllText(Repository.At("launch", "systemd", "forewarn.service"));
        var (code, output) = Verify(text);
        Assert.True(code == 0 && output.Trim().Length == 0, output);
        Assert.NotEmpty(Verify(text.Replace("LimitRTPRIO=", "LimitRTPRIORITY=", StringComparison.Ordinal)).Output);
    }

    [Fact]
    public void The_unit_grants_what_the_control_thread_asks_for()
    {
        string text = File.ReadAllText(Repository.At("launch", "systemd", "forewarn.service"));
        string tick = File.ReadAllText(Repository.At("src", "RosBridge", "Control", "TickThread.cs"));
        int wanted = int.Parse(Regex.Match(tick, @"const int Priority = (\d+)").Groups[1].Value);
        Assert.InRange(wanted, 1, int.Parse(Regex.Match(text, @"(?m)^LimitRTPRIO=(\d+)").Groups[1].Value));
        Assert.Matches("(?m)^LimitMEMLOCK=infinity$", text);
        Assert.Matches("(?m)^KillSignal=SIGINT$", text);
        Assert.DoesNotMatch("(?m)^(CPUSchedulingPolicy|RestrictRealtime|MemoryDenyWriteExecute)=", text);
    }

    // The program is not where the unit looks for it, and that is not what is asked here.
    private static (int Code, string Output) Verify(string text)
    {
        string unit = Path.Combine(Directory.CreateTempSubdirectory("forewarn-unit-").FullName, "forewarn.service");
        try
        {
            File.WriteAllText(unit, Regex.Replace(text, @"(?m)^ExecStart=\S+", "ExecStart=/bin/true"));
            return Commands.Run("systemd-analyze", "verify", unit);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(unit)!, recursive: true);
        }
    }
}
