using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Forewarn.Messages;

/// <summary>
/// ROS 2 type hashes, version 01 (REP 2011): the SHA-256 of a JSON text that describes the type and everything it refers
/// to. Comments, constants and default values are not part of it.
/// </summary>
public static class TypeHash
{
    /// <summary><c>RIHS01_</c> and 64 hexadecimal digits.</summary>
    /// <exception cref="InterfaceSyntaxException">A type it refers to is missing.</exception>
    public static string Of(MessageSchema type, SchemaCatalog catalog)
    {
        using var sha = SHA256.Create();
        var hash = new StringBuilder("RIHS01_");
        foreach (byte part in sha.ComputeHash(Encoding.UTF8.GetBytes(Describe(type, catalog)))) hash.Append(part.ToString("x2"));
        return hash.ToString();
    }

    /// <summary>The text that is hashed.</summary>
    public static string Describe(MessageSchema type, SchemaCatalog catalog)
    {
        var text = new StringBuilder("{\"type_description\": ");
        Append(text, type);
        text.Append(", \"referenced_type_descriptions\": [");
        var referenced = catalog.Dependencies(type).OrderBy(other => other.Name, StringComparer.Ordinal);
        AppendJoined(text, referenced, Append);
        return text.Append("]}").ToString();
    }

    private static void Append(StringBuilder text, MessageSchema type)
    {
        text.Append("{\"type_name\": \"").Append(type.Name).Append("\", \"fields\": [");
        AppendJoined(text, type.Fields, Append);
        text.Append("]}");
    }

    private static void Append(StringBuilder text, FieldSchema field) => text
        .Append("{\"name\": \"").Append(field.Name)
        .Append("\", \"type\": {\"type_id\": ").Append((int)field.Kind + (int)field.Shape)
        .Append(", \"capacity\": ").Append(field.Capacity)
        .Append(", \"string_capacity\": ").Append(field.StringCapacity)
        .Append(", \"nested_type_name\": \"").Append(field.NestedType).Append("\"}}");

    private static void AppendJoined<T>(StringBuilder text, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        bool first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(", ");
            append(text, item);
            first = false;
        }
    }
}
