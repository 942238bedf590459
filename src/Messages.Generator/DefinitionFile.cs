using System;
using System.Collections.Generic;

namespace Forewarn.Messages.Generator;

/// <summary>One definition as it lies on the disk. Equal when it says the same under the same path.</summary>
/// <param name="ReferenceOnly">Whether other definitions may refer to it but no class is wanted, as another assembly has it.</param>
internal sealed record DefinitionFile(string Path, string Text, bool ReferenceOnly)
{
    private static readonly Dictionary<string, InterfaceKind> Kinds = new(StringComparer.Ordinal)
    {
        [".msg"] = InterfaceKind.Message,
        [".srv"] = InterfaceKind.Service,
        [".action"] = InterfaceKind.Action,
    };

    public static bool IsDefinition(string path) => Kinds.ContainsKey(System.IO.Path.GetExtension(path));

    /// <summary>Name that the path gives the type, for example <c>std_msgs/msg/Header</c>; empty where no path does.</summary>
    public string TypeName
    {
        get
        {
            string[] parts = Path.Replace('\\', '/').Split('/');
            return parts.Length < 3 ? "" : string.Join(
                "/", parts[parts.Length - 3], parts[parts.Length - 2], System.IO.Path.GetFileNameWithoutExtension(Path));
        }
    }

    /// <summary>Reads the text; package and name are the path's.</summary>
    /// <exception cref="InterfaceSyntaxException">The text or the path is not that of a definition.</exception>
    public InterfaceSchema Parse()
    {
        string[] parts = Path.Replace('\\', '/').Split('/');
        var kind = Kinds[System.IO.Path.GetExtension(Path)];
        string folder = InterfaceParser.FolderOf(kind);
        if (parts.Length < 3 || parts[parts.Length - 2] != folder)
        {
            throw new MisplacedDefinitionException(
                $"found the definition {Path}, wanted it at PACKAGE/{folder}/{parts[parts.Length - 1]}. Move it there.");
        }

        return InterfaceParser.Parse(parts[parts.Length - 3], kind, System.IO.Path.GetFileNameWithoutExtension(Path), Text);
    }
}
