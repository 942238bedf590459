using Forewarn.Core;

namespace Forewarn.RosBridge.Rcldotnet.Tests;

public sealed class RosWorkspaceTests : IDisposable
{
    private readonly string _prefix = Directory.CreateTempSubdirectory("forewarn-prefix-").FullName;

    public void Dispose() => Directory.Delete(_prefix, recursive: true);

    [Fact]
    public void Nothing_sourced_is_said() => Assert.Contains(
        "rcldotnet: found no lib/rcldotnet/dotnet/rcldotnet_assemblies.dll in an empty AMENT_PREFIX_PATH", Fault(""), StringComparison.Ordinal);

    [Fact]
    public void A_prefix_without_rcldotnet_is_named() =>
        Assert.Contains($"in AMENT_PREFIX_PATH={_prefix}:/elsewhere, wanted", Fault($"{_prefix}:/elsewhere"), StringComparison.Ordinal);

    [Fact]
    public void The_second_missing_file_is_named_too()
    {
        Install("rcldotnet", "rcldotnet_assemblies");
        Assert.Contains("no lib/rcldotnet_common/dotnet/rcldotnet_common.dll", Fault(_prefix), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_refused()
    {
        string file = Install("rcldotnet", "rcldotnet_assemblies");
        File.WriteAllText(file, "no assembly");
        Assert.Contains($"found {file}, wanted an assembly with the class ROS2.RCLdotnet", Fault(_prefix), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_assembly_under_that_name_is_refused()
    {
        string file = Install("rcldotnet", "rcldotnet_assemblies");
        File.Copy(Installed("std_msgs", "std_msgs_assemblies"), file, overwrite: true);
        Assert.Contains("wanted an assembly with the class ROS2.RCLdotnet", Fault(_prefix), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_without_classes_is_named()
    {
        var workspace = new RosWorkspace(new AmentPrefixes([_prefix]));
        var fault = Assert.Throws<ForewarnException>(() => workspace.Class("tf2_msgs/msg/TFMessage"));
        Assert.Contains("tf2_msgs/msg/TFMessage over rcldotnet: found no lib/tf2_msgs/dotnet/tf2_msgs_assemblies.dll", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Build tf2_msgs in a workspace", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Environment, fault.ExitCode);
    }

    [Fact]
    public void A_class_that_its_package_lacks_is_named() => Assert.Contains(
        "found no class std_msgs.msg.Float64", Assert.Throws<ForewarnException>(
            () => SourcedWorkspace.Workspace.Class("std_msgs/msg/Float64")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_first_prefix_counts()
    {
        string own = Install("std_msgs", "std_msgs_assemblies");
        Assert.Equal(own, new AmentPrefixes([_prefix, SourcedWorkspace.Prefix]).Find("lib/std_msgs/dotnet/std_msgs_assemblies.dll"));
        Assert.Equal(Installed("std_srvs", "std_srvs_assemblies"),
            new AmentPrefixes([_prefix, SourcedWorkspace.Prefix]).Find("lib/std_srvs/dotnet/std_srvs_assemblies.dll"));
    }

    [Fact]
    public void Assemblies_are_loaded_from_the_workspace_alone()
    {
        foreach (string type in new[] { "std_msgs/msg/String", "forewarn_msgs/msg/Decision" })
            Assert.StartsWith(SourcedWorkspace.Prefix, SourcedWorkspace.Workspace.Class(type).Assembly.Location, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "*_assemblies.dll"));
    }

    private static string Fault(string path) =>
        Assert.Throws<ForewarnException>(() => RcldotnetProvider.Open(name => name == AmentPrefixes.Variable ? path : null)).Message;

    private static string Installed(string package, string assembly) =>
        Path.Combine(SourcedWorkspace.Prefix, "lib", package, "dotnet", assembly + ".dll");

    private string Install(string package, string assembly)
    {
        string file = Path.Combine(_prefix, "lib", package, "dotnet", assembly + ".dll");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(Installed(package, assembly), file);
        return file;
    }
}
