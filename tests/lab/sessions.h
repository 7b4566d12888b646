#pragma once

#include "tests/lab/bmcmessage.h"

#include <vector>

namespace rackhouse::lab
{

/// The login of a virtual BMC: Basic, and at most `limit` sessions with X-Auth-Token.
class Sessions
{
public:
    Sessions(QString user, QString password, int limit)
        : m_user(std::move(user)), m_password(std::move(password)), m_limit(limit)
    {
    }

    bool allows(const BmcRequest& request) const;
    /// POST to the collection: 201 with token and location, 401, 400, or 503 when all are taken.
    BmcResponse open(const QByteArray& body);
    /// GET of the collection or of one session, DELETE of one session.
    BmcResponse answer(const BmcRequest& request, const QString& path);
    void forgetAll() { m_sessions.clear(); }

    int count() const { return static_cast<int>(m_sessions.size()); }
    int opened() const { return m_opened; }

private:
    struct Session {
        QString id;
        QByteArray token;
    };

    QString m_user;
    QString m_password;
    int m_limit;
    int m_opened = 0;
    std::vector<Session> m_sessions;
};

} // namespace rackhouse::lab
