using Forewarn.Core;

namespace Forewarn.Cli.CommandLine;

/// <summary>Root of the installation: the folder that holds <c>launch/configs</c> and <c>models</c>.</summary>
public sealed class Home
{
    public const string Variable = "FOREWARN_HOME";

    public Home(string root) => Root = Path.GetFullPath(root);

    public string Root { get; }

    public string Configs => Path.Combine(Root, "launch", "configs");

    public string Models => Path.Combine(Root, "models");

    /// <summary>Folder of a package: a path that exists, or a name below <see cref="Models"/>.</summary>
    public string Package(string name) => Directory.Exists(name) ? name : Path.Combine(Models, name);

    /// <summary>URDF of a robot that is shipped.</summary>
    public string Robot(string name) => Path.Combine(Root, "launch", "robots", $"{name}.urdf");

    /// <summary>Calibration of a shipped robot's cameras; it may not exist.</summary>
    public string Cameras(string robot) => Path.Combine(Root, "launch", "robots", $"{robot}.cameras.yaml");

    /// <summary>A wish list: a path that exists, or a file beside the configurations.</summary>
    public string Wishes(string name) => File.Exists(name) ? name : Path.Combine(Configs, name);

    /// <summary><c>$FOREWARN_HOME</c>, or the nearest folder above the program or the working folder that looks right.</summary>
    /// <exception cref="ForewarnException">No such folder.</exception>
    public static Home Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Holds(named) ? new Home(named) : throw ForewarnException.Of(
                Variable, $"'{named}', which has no launch/configs", "the root of an installation", "Correct or unset it.", ExitCode.Usage);
        }

        foreach (string start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (Holds(folder.FullName)) return new Home(folder.FullName);
            }
        }

        throw ForewarnException.Of("installation", "no launch/configs above the program or the working folder",
            "the folder Forewarn was installed in", $"Set {Variable} to it.", ExitCode.Environment);
    }

    private static bool Holds(string folder) => Directory.Exists(Path.Combine(folder, "launch", "configs"));
}
