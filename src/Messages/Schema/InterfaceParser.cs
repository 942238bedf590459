using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Forewarn.Messages;

/// <summary>Reads the text of <c>.msg</c>, <c>.srv</c> and <c>.action</c> definitions.</summary>
public static class InterfaceParser
{
    // The names that rosidl_adapter takes.
    private static readonly Regex PackagePattern = new("^(?!.*__)(?!.*_$)[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant);
    private static readonly Regex TypePattern = new("^[A-Z][A-Za-z0-9]*$", RegexOptions.CultureInvariant);

    /// <param name="package">For example <c>sensor_msgs</c>.</param>
    /// <param name="name">For example <c>JointState</c>.</param>
    /// <exception cref="InterfaceSyntaxException">Names the line and what is wrong with it.</exception>
    public static InterfaceSchema Parse(string package, InterfaceKind kind, string name, string text)
    {
        if (!PackagePattern.IsMatch(package)) throw Bad(0, $"package name '{package}'", "lower case letters, digits, single underscores");
        if (!TypePattern.IsMatch(name)) throw Bad(0, $"type name '{name}'", "a capital letter, then letters and digits");
        string full = $"{package}/{FolderOf(kind)}/{name}";
        var parts = Split(text);
        string[] suffixes = kind switch
        {
            InterfaceKind.Service => new[] { "_Request", "_Response" },
            InterfaceKind.Action => new[] { "_Goal", "_Result", "_Feedback" },
            _ => new[] { "" },
        };
        if (parts.Count != suffixes.Length)
        {
            throw Bad(
                parts[parts.Count - 1].FirstLine, $"{parts.Count} part(s) separated by '---' in {full}", $"{suffixes.Length}");
        }

        var messages = suffixes.Select((suffix, index) => ReadMessage(package, full + suffix, parts[index])).ToArray();
        return kind switch
        {
            InterfaceKind.Service => InterfaceSchema.Service(full, messages[0], messages[1]),
            InterfaceKind.Action => InterfaceSchema.Action(full, messages[0], messages[1], messages[2]),
            _ => InterfaceSchema.Message(messages[0]),
        };
    }

    /// <summary>The folder that definitions of a kind lie in, which is also the middle of their type names.</summary>
    public static string FolderOf(InterfaceKind kind) => kind switch
    {
        InterfaceKind.Service => "srv",
        InterfaceKind.Action => "action",
        _ => "msg",
    };

    internal static InterfaceSyntaxException Bad(int line, string found, string wanted, string fix = "") =>
        new(fix.Length == 0 ? $"found {found}, wanted {wanted}." : $"found {found}, wanted {wanted}. {fix}", line);

    private static List<(string[] Lines, int FirstLine)> Split(string text)
    {
        var parts = new List<(string[], int)>();
        string[] lines = text.Replace("\r", "").Split('\n');
        int start = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && lines[i].Trim() != "---") continue;
            parts.Add((lines.Skip(start).Take(i - start).ToArray(), start + 1));
            start = i + 1;
        }

        return parts;
    }

    private static MessageSchema ReadMessage(string package, string name, (string[] Lines, int FirstLine) part)
    {
        var fields = new List<FieldSchema>();
        var constants = new List<ConstantSchema>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var comments = new List<string>();
        string? heading = null;
        for (int i = 0; i < part.Lines.Length; i++)
        {
            var line = DefinitionLine.Read(part.Lines[i], part.FirstLine + i);
            if (line.Code.Length == 0)
            {
                if (line.Comment.Length > 0) comments.Add(line.Comment);
                if (line.IsBlank)
                {
                    // A comment that stands apart is nobody's; the first one speaks of the whole type.
                    heading ??= string.Join(" ", comments);
                    comments.Clear();
                }

                continue;
            }

            heading ??= "";
            string comment = string.Join(" ", comments.Concat(line.Comment.Length > 0 ? new[] { line.Comment } : new string[0]));
            comments.Clear();
            if (line.ReadConstant(comment) is { } constant) constants.Add(constant);
            else fields.Add(line.ReadField(package, comment));
            string added = constants.Count > 0 && constants[constants.Count - 1].Line == line.Number
                ? constants[constants.Count - 1].Name : fields[fields.Count - 1].Name;
            if (!names.Add(added)) throw Bad(line.Number, $"the name '{added}' twice", "each name once");
        }

        return new(name, fields, constants, heading ?? string.Join(" ", comments));
    }
}
