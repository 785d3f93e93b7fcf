namespace Mothership.Local.Tables.Entities;

/// <summary>
/// The property types of the Table service. The numbers are part of the stored form and never change.
/// </summary>
internal enum EdmType : byte
{
    String = 1,
    Int32 = 2,
    Int64 = 3,
    Double = 4,
    Boolean = 5,
    DateTime = 6,
    Guid = 7,
    Binary = 8,
}
