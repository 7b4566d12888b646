#pragma once

#include "widgets/common/status.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace rackhouse
{

class Rows;

/// One line of a list of numbers: what it says, and the list behind it.
struct FigureLine {
    QString key;              ///< the line stays the same one while this does
    std::optional<Tone> tone; ///< none where nothing is good or bad about it
    QStringList cells;
    QString link;
    int permille = -1; ///< how far it has come; -1: it is no work

    bool operator==(const FigureLine&) const = default;
};

/// A number that can be read from afar.
struct FigureTile {
    Status status;
    QString number;
    bool isNone = false; ///< there is nothing to look at
    QString note;
    QString where; ///< its share of each site, where several are shown
    QString link;
};

/// Something that needs a person.
struct Attention {
    bool critical = true;
    QString text;
    QString link;
    QJsonObject bmc = {}; ///< whose new certificate waits

    bool operator==(const Attention&) const = default;
};

/// Bars side by side, each of stacked parts. Every part leads to the list that it counts.
struct ChartData {
    struct Part {
        QString name;
        QString colour;
        std::vector<qint64> numbers; ///< by bar
        QStringList links;           ///< by bar

        bool operator==(const Part&) const = default;
    };
    QStringList bars;
    QStringList shortBars; ///< where there is little room; empty: the same
    std::vector<Part> parts;

    bool isEmpty() const; ///< every number is 0
    bool operator==(const ChartData&) const = default;
};

/// What is let. Who may not see customers and prices has none of them in it.
struct RentFigures {
    bool hasCustomers = true;
    std::vector<FigureTile> tiles;
    std::vector<FigureLine> ending; ///< rentals, soon
};

/// All that the overview says, read in one snapshot.
struct OverviewData {
    bool isKnown = false;  ///< there is a machine or a rack
    bool hasSites = false; ///< several: the last cell of each line names the site
    std::vector<FigureTile> tiles;
    std::vector<FigureLine> changes; ///< since the moment that was asked for
    std::vector<FigureLine> running;
    std::vector<FigureLine> free; ///< to be provisioned, by model
    std::vector<FigureLine> use;  ///< of power and GPUs
    std::vector<FigureLine> health;
    std::vector<Attention> attention;
    std::optional<RentFigures> rent; ///< none for who may not see it
    ChartData jobs;                  ///< that ended, by day and result
    ChartData states;                ///< machines by state
    ChartData gpus;                  ///< by model and use
    ChartData power;                 ///< watts by model, measured or by name plate
};

/// Numbers by aggregates: none of it reads a row for each machine.
OverviewData readOverview(Rows& rows, Instant since, Instant now, bool withRent);

/// What needs a person, at the sites of these rows: one line for each machine.
std::vector<Attention> readAttention(Rows& rows);
/// How much power, fabrics and cabling have found, with the way to their pages. It reads all of
/// their rows: not for every change.
std::vector<Attention> readFindings(Rows& rows);

/// A filter term of the rows whose field has exactly this text.
QString exactly(const QString& field, const QString& text);

} // namespace rackhouse
