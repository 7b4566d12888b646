#pragma once

#include "models/base/clock.h"
#include "models/base/id.h"
#include "models/base/json.h"
#include "models/base/result.h"
#include "models/domain/enums.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QVariant>

#include <memory>
#include <type_traits>
#include <vector>

namespace rackhouse
{

/// How a field is stored and shown. Text and Enum are TEXT in SQL, Json is TEXT holding JSON, the
/// rest INTEGER or REAL.
enum class FieldType { Id, Text, Enum, Integer, Real, Bool, Time, Bytes, Json };

enum FieldFlag : unsigned {
    Plain = 0,
    Key = 1u << 0,      ///< the primary key; exactly one a record, the first field, named "id"
    Secret = 1u << 1,   ///< never in JSON, the change feed, logs or tables
    Internal = 1u << 2, ///< stored, but not in JSON and not in the feed
    Detail = 1u << 3,   ///< not a table column unless the person adds it
    ReadOnly = 1u << 4, ///< observed or kept by the engine: the API never takes it from a client
    Unique = 1u << 5,
    Confidential = 1u << 6, ///< leaves the site for operators and up only
};

/// One field of a record: its SQL column, JSON member and table column in one place.
struct FieldInfo {
    const char* name;  ///< snake_case: SQL column and JSON member
    const char* title; ///< what a person reads (translated at the edge)
    FieldType type;
    unsigned flags = Plain;
    const char* references =
        nullptr;                ///< table whose id this field holds ("" in it is stored as NULL)
    const char* unit = nullptr; ///< "B" for bytes, "ms", "%"...
    QStringList words;          ///< of an Enum
    QVariant (*toSql)(const void* record) = nullptr;
    Result<void> (*fromSql)(void* record, const QVariant& value) = nullptr;
    QJsonValue (*toJson)(const void* record) = nullptr;
    Result<void> (*fromJson)(void* record, const QJsonValue& value) = nullptr;

    bool has(FieldFlag flag) const { return (flags & flag) != 0; }
    QString nameText() const { return QString::fromLatin1(name); }
};

/// One kind of record, described once. SQL, JSON, table columns, the feed and OpenAPI come from
/// here.
struct RecordInfo {
    const char* kind;             ///< snake_case singular: the table's name and the feed's "kind"
    const char* title;            ///< "Machine"
    Role feedRole = Role::Viewer; ///< who sees it in the change feed; Nobody: never leaves the site
    std::vector<FieldInfo> fields;

    QString kindText() const { return QString::fromLatin1(kind); }
    const FieldInfo* field(const QString& name) const;
};

namespace detail
{

template <class V>
struct FieldCodec;

template <class Tag>
struct FieldCodec<Id<Tag>> {
    static constexpr FieldType type = FieldType::Id;
    static QVariant toSql(const Id<Tag>& v)
    {
        return v.isEmpty() ? QVariant() : QVariant(v.text());
    }
    static Result<Id<Tag>> fromSql(const QVariant& v) { return Id<Tag>(v.toString()); }
    static QJsonValue toJson(const Id<Tag>& v) { return v.text(); }
    static Result<Id<Tag>> fromJson(const QJsonValue& v)
    {
        if (!v.isString() || (!v.toString().isEmpty() && !isUuid(v.toString())))
            return fail("bad-field");
        return Id<Tag>(v.toString());
    }
};

template <>
struct FieldCodec<QString> {
    static constexpr FieldType type = FieldType::Text;
    static QVariant toSql(const QString& v)
    {
        return v.isNull() ? QVariant(QStringLiteral("")) : QVariant(v);
    }
    static Result<QString> fromSql(const QVariant& v) { return v.toString(); }
    static QJsonValue toJson(const QString& v) { return v.isNull() ? QStringLiteral("") : v; }
    static Result<QString> fromJson(const QJsonValue& v)
    {
        if (!v.isString())
            return fail("bad-field");
        return v.toString();
    }
};

template <>
struct FieldCodec<qint64> {
    static constexpr FieldType type = FieldType::Integer;
    static QVariant toSql(qint64 v) { return v; }
    static Result<qint64> fromSql(const QVariant& v) { return v.toLongLong(); }
    static QJsonValue toJson(qint64 v) { return v; }
    static Result<qint64> fromJson(const QJsonValue& v)
    {
        if (!v.isDouble())
            return fail("bad-field");
        return v.toInteger();
    }
};

template <>
struct FieldCodec<double> {
    static constexpr FieldType type = FieldType::Real;
    static QVariant toSql(double v) { return v; }
    static Result<double> fromSql(const QVariant& v) { return v.toDouble(); }
    static QJsonValue toJson(double v) { return v; }
    static Result<double> fromJson(const QJsonValue& v)
    {
        if (!v.isDouble())
            return fail("bad-field");
        return v.toDouble();
    }
};

template <>
struct FieldCodec<bool> {
    static constexpr FieldType type = FieldType::Bool;
    static QVariant toSql(bool v) { return v ? 1 : 0; }
    static Result<bool> fromSql(const QVariant& v) { return v.toBool(); }
    static QJsonValue toJson(bool v) { return v; }
    static Result<bool> fromJson(const QJsonValue& v)
    {
        if (!v.isBool())
            return fail("bad-field");
        return v.toBool();
    }
};

/// Times are milliseconds since 1970 UTC in SQL and in JSON; 0 is "not known".
template <>
struct FieldCodec<Instant> {
    static constexpr FieldType type = FieldType::Time;
    static QVariant toSql(Instant v) { return v.ms; }
    static Result<Instant> fromSql(const QVariant& v) { return Instant{v.toLongLong()}; }
    static QJsonValue toJson(Instant v) { return v.ms; }
    static Result<Instant> fromJson(const QJsonValue& v)
    {
        if (!v.isDouble())
            return fail("bad-field");
        return Instant{v.toInteger()};
    }
};

template <>
struct FieldCodec<QByteArray> {
    static constexpr FieldType type = FieldType::Bytes;
    static QVariant toSql(const QByteArray& v) { return v.isNull() ? QByteArray("") : v; }
    static Result<QByteArray> fromSql(const QVariant& v) { return v.toByteArray(); }
    static QJsonValue toJson(const QByteArray& v) { return QString::fromLatin1(v.toBase64()); }
    static Result<QByteArray> fromJson(const QJsonValue& v)
    {
        if (!v.isString())
            return fail("bad-field");
        return QByteArray::fromBase64(v.toString().toLatin1());
    }
};

template <>
struct FieldCodec<QJsonObject> {
    static constexpr FieldType type = FieldType::Json;
    static QVariant toSql(const QJsonObject& v) { return QString::fromUtf8(toText(v)); }
    static Result<QJsonObject> fromSql(const QVariant& v)
    {
        return parseObject(v.toString().toUtf8());
    }
    static QJsonValue toJson(const QJsonObject& v) { return v; }
    static Result<QJsonObject> fromJson(const QJsonValue& v)
    {
        if (!v.isObject())
            return fail("bad-field");
        return v.toObject();
    }
};

template <>
struct FieldCodec<QStringList> {
    static constexpr FieldType type = FieldType::Json;
    static QVariant toSql(const QStringList& v)
    {
        return QString::fromUtf8(
            QJsonDocument(QJsonArray::fromStringList(v)).toJson(QJsonDocument::Compact));
    }
    static Result<QStringList> fromSql(const QVariant& v)
    {
        const auto array = parseArray(v.toString().toUtf8());
        return array ? fromJson(*array) : Result<QStringList>(fail(array.error()));
    }
    static QJsonValue toJson(const QStringList& v) { return QJsonArray::fromStringList(v); }
    static Result<QStringList> fromJson(const QJsonValue& v)
    {
        if (!v.isArray())
            return fail("bad-field");
        QStringList list;
        const QJsonArray items = v.toArray();
        for (const QJsonValue& item : items) {
            if (!item.isString())
                return fail("bad-field");
            list << item.toString();
        }
        return list;
    }
};

template <class E>
requires std::is_enum_v<E>
struct FieldCodec<E> {
    static constexpr FieldType type = FieldType::Enum;
    static QVariant toSql(E v) { return enumText(v); }
    static Result<E> fromSql(const QVariant& v)
    {
        const auto value = enumFromText<E>(v.toString());
        if (!value)
            return fail("bad-field", v.toString());
        return *value;
    }
    static QJsonValue toJson(E v) { return enumText(v); }
    static Result<E> fromJson(const QJsonValue& v) { return fromSql(v.toString()); }
};

template <class V>
QStringList wordsOf()
{
    QStringList list;
    if constexpr (std::is_enum_v<V>) {
        for (const auto& entry : EnumWords<V>::words)
            list << QString::fromLatin1(entry.second);
    }
    return list;
}

template <class M>
struct MemberOf;
template <class R, class V>
struct MemberOf<V R::*> {
    using Record = R;
    using Value = V;
};

} // namespace detail

/// Describes one member: field<&Machine::serial>("serial", "Serial", ReadOnly).
template <auto Member>
FieldInfo field(const char* name, const char* title, unsigned flags = Plain,
                const char* references = nullptr, const char* unit = nullptr)
{
    using Record = typename detail::MemberOf<decltype(Member)>::Record;
    using Value = typename detail::MemberOf<decltype(Member)>::Value;
    using Codec = detail::FieldCodec<Value>;
    FieldInfo info;
    info.name = name;
    info.title = title;
    info.type = Codec::type;
    info.flags = flags;
    info.references = references;
    info.unit = unit;
    info.words = detail::wordsOf<Value>();
    info.toSql = [](const void* r) {
        return Codec::toSql(static_cast<const Record*>(r)->*Member);
    };
    info.fromSql = [](void* r, const QVariant& v) -> Result<void> {
        auto value = Codec::fromSql(v);
        if (!value)
            return fail(value.error());
        static_cast<Record*>(r)->*Member = *std::move(value);
        return {};
    };
    info.toJson = [](const void* r) {
        return Codec::toJson(static_cast<const Record*>(r)->*Member);
    };
    info.fromJson = [](void* r, const QJsonValue& v) -> Result<void> {
        auto value = Codec::fromJson(v);
        if (!value)
            return fail(value.error());
        static_cast<Record*>(r)->*Member = *std::move(value);
        return {};
    };
    return info;
}

/// True for fields that a client may set.
bool isWritable(const FieldInfo& field);

/// Whether a field of a row leaves the site for somebody of that role who may see its kind.
bool maySee(const FieldInfo& field, Role reader);
/// Takes out of a row as JSON what that role may not see: it is not there, which is not empty.
void hideFrom(Role reader, const RecordInfo& info, QJsonObject& row);

/// JSON without Secret and Internal fields.
QJsonObject recordToJson(const RecordInfo& info, const void* record);
/// Sets the fields that the object has; a wrong value is "bad-field" with its name; unknown members
/// are ignored.
Result<void> recordFromJson(const RecordInfo& info, void* record, const QJsonObject& object);

template <class T>
QJsonObject toJson(const T& record)
{
    return recordToJson(T::record(), &record);
}

template <class T>
Result<T> fromJson(const QJsonObject& object)
{
    T record;
    if (auto set = recordFromJson(T::record(), &record, object); !set)
        return fail(set.error());
    return record;
}

/// `CREATE TABLE ... STRICT` as the description has it. Migrations are frozen text; a test compares
/// the two.
QString createTableSql(const RecordInfo& info);

} // namespace rackhouse
