#include "widgets/cabling/cablesheet.h"

#include "models/items/displaytext.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("CableSheet", text);
}

/// "C-0007, dac, 2 m, blue".
QString looksOf(const Cable* cable)
{
    if (cable == nullptr)
        return {};
    QStringList looks;
    if (!cable->label.isEmpty())
        looks << cable->label;
    looks << wordText(enumText(cable->kind));
    if (cable->lengthM > 0)
        looks << tr("%L1 m").arg(cable->lengthM);
    if (!cable->colour.isEmpty())
        looks << cable->colour;
    if (cable->state == CableState::Planned)
        looks << tr("planned");
    return looks.join(u", "_qs);
}

QStringList endRow(const Cabling& cabling, const QString& what, const PortRef& end)
{
    return {what, cabling.nameOf(end.device), cabling.standsText(end.device), end.port};
}

CableSheet::Table wayTable(const Cabling& cabling, const CableTrace& way)
{
    CableSheet::Table table{{tr("From"), tr("Stands in"), tr("Port"), tr("Cable"), tr("To"),
                             tr("Stands in"), tr("Port")},
                            {},
                            {15, 12, 11, 24, 15, 12, 11}};
    for (const CableTrace::Hop& hop : way.hops) {
        const QString to = hop.to.isFree() ? tr("an open end") : cabling.nameOf(hop.to.device);
        table.rows.push_back({cabling.nameOf(hop.from.device), cabling.standsText(hop.from.device),
                              hop.from.port, looksOf(cabling.cable(hop.cable)), to,
                              cabling.standsText(hop.to.device), hop.to.port});
    }
    return table;
}

CableSheet::Section orderOf(const Cabling& cabling, const CablingFinding& finding)
{
    CableSheet::Section section{findingTitle(finding.kind) + u": "_qs +
                                    cabling.placeText(finding.from),
                                cabling.order(finding),
                                {}};
    CableSheet::Table ends{
        {tr("End"), tr("Device"), tr("Stands in"), tr("Port")}, {}, {25, 30, 25, 20}};
    ends.rows.push_back(endRow(cabling, tr("From"), finding.from));
    if (!finding.actual.isFree())
        ends.rows.push_back(endRow(cabling, tr("Goes to now"), finding.actual));
    else if (!finding.heard.isEmpty())
        ends.rows.push_back({tr("Goes to now"), finding.heard, {}, finding.actual.port});
    if (!finding.expected.isFree() && finding.expected != finding.actual)
        ends.rows.push_back(endRow(cabling, tr("Belongs to"), finding.expected));
    section.tables.push_back(std::move(ends));
    const Cable* cable = cabling.cable(finding.cable);
    if (cable != nullptr)
        section.tables.push_back(wayTable(cabling, cabling.wayOf(*cable)));
    return section;
}

void writeTable(QTextCursor& cursor, const CableSheet::Table& table)
{
    QTextTableFormat format;
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(QColor(0x99, 0x99, 0x99)); // on paper as on both themes
    format.setCellPadding(space::tiny);
    format.setTopMargin(space::small);
    format.setBottomMargin(space::small);
    format.setHeaderRowCount(1);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QList<QTextLength> widths;
    for (const int percent : table.widths)
        widths << QTextLength(QTextLength::PercentageLength, percent);
    format.setColumnWidthConstraints(widths);
    QTextTable* made =
        cursor.insertTable(int(table.rows.size()) + 1, int(table.headers.size()), format);
    QTextCharFormat strong;
    strong.setFontWeight(QFont::DemiBold);
    for (int column = 0; column < table.headers.size(); ++column) {
        made->cellAt(0, column).firstCursorPosition().insertText(table.headers.at(column), strong);
        for (int row = 0; row < int(table.rows.size()); ++row)
            made->cellAt(row + 1, column)
                .firstCursorPosition()
                .insertText(table.rows[std::size_t(row)].at(column));
    }
    cursor.movePosition(QTextCursor::End);
}

} // namespace

CableSheet CableSheet::ofWays(const Cabling& cabling, const QString& title,
                              const std::vector<CableTrace>& ways)
{
    CableSheet sheet{title, {}};
    for (const CableTrace& way : ways) {
        const PortRef end = way.end();
        QString text;
        if (way.isLoop)
            text = tr("The way comes back to where it began.");
        else if (end.isFree())
            text = tr("The way ends open.");
        sheet.sections.push_back(
            {tr("%1 to %2").arg(cabling.placeText(way.begin()), cabling.placeText(end)),
             text,
             {wayTable(cabling, way)}});
    }
    return sheet;
}

CableSheet CableSheet::ofOrders(const Cabling& cabling, const std::vector<CablingFinding>& findings)
{
    CableSheet sheet{tr("Work order"), {}};
    for (const CablingFinding& finding : findings)
        sheet.sections.push_back(orderOf(cabling, finding));
    return sheet;
}

void CableSheet::write(QTextDocument& document) const
{
    QTextCursor cursor(&document);
    QTextBlockFormat block;
    QTextCharFormat heading;
    heading.setFontWeight(QFont::DemiBold);
    heading.setFontPointSize(11.5);
    for (std::size_t number = 0; number < sections.size(); ++number) {
        const Section& section = sections[number];
        block.setTopMargin(number == 0 ? 0 : space::large);
        cursor.setBlockFormat(block);
        cursor.insertText(section.heading, heading);
        if (!section.text.isEmpty()) {
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
            cursor.insertText(section.text);
        }
        for (const Table& table : section.tables)
            writeTable(cursor, table);
    }
}

QString CableSheet::plainText() const
{
    QStringList lines{title};
    for (const Section& section : sections) {
        lines << QString() << section.heading;
        if (!section.text.isEmpty())
            lines << section.text;
        for (const Table& table : section.tables) {
            lines << QString() << table.headers.join(u'\t');
            for (const QStringList& row : table.rows)
                lines << row.join(u'\t');
        }
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace rackhouse
