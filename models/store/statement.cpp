#include "models/store/statement.h"

#include <sqlite3.h>

namespace rackhouse
{

Statement::Statement(sqlite3* handle, const QString& sql)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_prepare_v3(handle, text.constData(), static_cast<int>(text.size()) + 1,
                       SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
    m_texts.reserve(static_cast<std::size_t>(sqlite3_bind_parameter_count(m_statement)));
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

void Statement::bind(int place, const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::LongLong:
        sqlite3_bind_int64(m_statement, place, value.toLongLong());
        return;
    case QMetaType::Double:
        sqlite3_bind_double(m_statement, place, value.toDouble());
        return;
    case QMetaType::QByteArray:
        if (const QByteArray bytes = value.toByteArray(); !bytes.isNull()) {
            sqlite3_bind_blob(m_statement, place, bytes.constData(), static_cast<int>(bytes.size()),
                              SQLITE_STATIC);
            m_texts.push_back(bytes);
            return;
        }
        break;
    default:
        if (const QString text = value.toString(); !text.isNull())
            return bindText(place, text.toUtf8());
        break;
    }
    sqlite3_bind_null(m_statement, place);
}

void Statement::bindText(int place, const QByteArray& utf8)
{
    sqlite3_bind_text(m_statement, place, utf8.constData(), static_cast<int>(utf8.size()),
                      SQLITE_STATIC);
    m_texts.push_back(utf8);
}

int Statement::step()
{
    return sqlite3_step(m_statement);
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_texts.clear();
}

} // namespace rackhouse
