using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>
/// The .NET assemblies of sourced ROS workspaces. They are loaded from where they are installed, when they are first
/// needed; this program has been compiled against their names and carries none of them.
/// </summary>
internal sealed class RosWorkspace(AmentPrefixes prefixes)
{
    private const string Common = "lib/rcldotnet_common/dotnet/rcldotnet_common.dll";

    private static readonly Lock Gate = new();
    private static RosWorkspace? _current;

    /// <summary>Checks that rcldotnet is there and makes its assemblies known to this process.</summary>
    /// <exception cref="ForewarnException">A file is missing, or is no assembly of rcldotnet.</exception>
    public void Require()
    {
        Check(AmentPrefixes.Rcldotnet, "ROS2", "RCLdotnet");
        Check(Common, "ROS2", "IRosMessage");
        lock (Gate)
        {
            if (_current is null) AssemblyLoadContext.Default.Resolving += Resolve;
            _current = this;
        }
    }

    /// <summary>The class of a message or service.</summary>
    /// <exception cref="ForewarnException">The workspace has none; the message says how to get it.</exception>
    public Type Class(string type)
    {
        string assembly = WorkspaceNames.Assembly(type), package = type[..type.IndexOf('/')];
        if (Path(assembly) is not { } path)
            throw Missing(type, $"no lib/{package}/dotnet/{assembly}.dll in {prefixes}", package);
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(assembly)).GetType(WorkspaceNames.Class(type))
                ?? throw Missing(type, $"no class {WorkspaceNames.Class(type)} in {path}", package);
        }
        catch (Exception fault) when (fault is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            throw Missing(type, $"{path}, which does not load ({fault.Message})", package);
        }
    }

    private static ForewarnException Missing(string type, string found, string package) => ForewarnException.Of(
        $"{type} over rcldotnet", found, $"the .NET classes of {package}",
        $"Build {package} in a workspace with rosidl_generator_dotnet and source it.", ExitCode.Environment);

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        _current?.Path(name.Name ?? "") is { } path ? context.LoadFromAssemblyPath(path) : null;

    private string? Path(string assembly)
    {
        string package = assembly.EndsWith("_assemblies", StringComparison.Ordinal) ? assembly[..^"_assemblies".Length] : assembly;
        return prefixes.Find($"lib/{package}/dotnet/{assembly}.dll") is { } found ? System.IO.Path.GetFullPath(found) : null;
    }

    private void Check(string file, string space, string type)
    {
        if (prefixes.Find(file) is not { } path)
            throw ForewarnException.Of("rcldotnet", $"no {file} in {prefixes}", "a ROS workspace with ros2_dotnet",
                "Source the workspace that has it, or unset FOREWARN_ROS_TRANSPORT.", ExitCode.Environment);
        if (!Holds(path, space, type))
            throw ForewarnException.Of("rcldotnet", path, $"an assembly with the class {space}.{type}",
                "Build ros2_dotnet again and source its workspace.", ExitCode.Environment);
    }

    private static bool Holds(string path, string space, string type)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (!image.HasMetadata) return false;
            var metadata = image.GetMetadataReader();
            return metadata.IsAssembly
                && metadata.GetString(metadata.GetAssemblyDefinition().Name) == System.IO.Path.GetFileNameWithoutExtension(path)
                && metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Any(one =>
                    metadata.StringComparer.Equals(one.Name, type) && metadata.StringComparer.Equals(one.Namespace, space));
        }
        catch (Exception fault) when (fault is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
