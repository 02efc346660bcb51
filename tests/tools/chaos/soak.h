// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "support/childprocess.h"

#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace holdline::chaos {

/// Hours of faults in minutes: runs everything that this program can do, and the model with larger
/// bounds, in processes of their own and several at a time. When the time is up it has done a part
/// of everything.
class Soak : public QObject
{
    Q_OBJECT

public:
    explicit Soak(Duration limit);

    /// Runs everything and prints a table. Returns the exit code.
    int run();

private:
    /// A run that is repeated, with a new seed each time.
    struct Part
    {
        QString name;
        QString program; ///< a program beside this one
        QStringList arguments;
        int runs;
        int perRun; ///< cuts, kills …
        int begun = 0;
        int failed = 0;
        QList<QJsonObject> results{};
    };
    struct Lane
    {
        Part *part = nullptr;
        std::unique_ptr<testing::ChildProcess> process;
    };

    Part *nextPart();
    void begin(Lane &lane, Part &part);
    void finish(Lane &lane);
    QJsonObject summary(const Part &part) const;

    Instant m_until;
    std::vector<Part> m_parts;
    std::vector<Lane> m_lanes;
};

} // namespace holdline::chaos
