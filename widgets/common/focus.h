#pragma once

#include <QJsonObject>
#include <QObject>

#include <vector>

namespace rackhouse
{

/// What the person has selected: the target of every action.
class Focus : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void set(const QString& kind, std::vector<QJsonObject> rows)
    {
        if (kind == m_kind && rows == m_rows)
            return;
        m_kind = kind;
        m_rows = std::move(rows);
        emit changed();
    }
    const QString& kind() const { return m_kind; } ///< record kind: "machine", "job"
    const std::vector<QJsonObject>& rows() const { return m_rows; }

signals:
    void changed();

private:
    QString m_kind;
    std::vector<QJsonObject> m_rows;
};

} // namespace rackhouse
