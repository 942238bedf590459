using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>The fields of a type, from the definition text that it carries for recordings.</summary>
internal static class TypeSchemas
{
    private const string Message = "MSG: ";

    private static readonly string Separator = new('=', 80);

    /// <exception cref="ForewarnException">The definition cannot be read.</exception>
    public static (MessageSchema Schema, SchemaCatalog Catalog) Of(MessageType type)
    {
        var catalog = new SchemaCatalog();
        try
        {
            string[] parts = type.Definition.Split(Separator);
            foreach (string part in parts.Skip(1))
            {
                string text = part.TrimStart('\n');
                int end = text.IndexOf('\n');
                string name = text[Message.Length..end].Trim();
                catalog.Add(Read(name.Split('/') is [var package, var own] ? $"{package}/msg/{own}" : name, text[(end + 1)..]));
            }

            return (Read(type.Name, parts[0]), catalog);
        }
        catch (InterfaceSyntaxException fault)
        {
            throw ForewarnException.Of($"message type {type.Name}", "a definition that cannot be read", "one of messages and services alone",
                fault.Message, ExitCode.Failed, fault);
        }
    }

    // Requests and responses have names that no file may have; only the fields matter here.
    private static MessageSchema Read(string name, string text)
    {
        var parsed = InterfaceParser.Parse(name[..name.IndexOf('/')], InterfaceKind.Message, "Fields", text).Messages[0];
        return new(name, parsed.Fields, parsed.Constants);
    }
}
