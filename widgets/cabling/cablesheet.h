#pragma once

#include "models/topology/cabling.h"

#include <QStringList>

class QTextDocument;

namespace rackhouse
{

/// What a person takes along to the racks: on the screen, on paper and as text.
struct CableSheet {
    struct Table {
        QStringList headers;
        std::vector<QStringList> rows;
        QList<int> widths; ///< of the columns, in percent
    };
    struct Section {
        QString heading;
        QString text;
        std::vector<Table> tables;
    };

    QString title;
    std::vector<Section> sections;

    /// The ways of cables, port by port.
    static CableSheet ofWays(const Cabling& cabling, const QString& title,
                             const std::vector<CableTrace>& ways);
    /// What is to be done about differences, where, and along which way.
    static CableSheet ofOrders(const Cabling& cabling, const std::vector<CablingFinding>& findings);

    /// Into an empty document.
    void write(QTextDocument& document) const;
    QString plainText() const; ///< tables with tabs
};

} // namespace rackhouse
