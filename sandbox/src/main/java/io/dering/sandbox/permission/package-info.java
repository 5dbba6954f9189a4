/// What customers allow: permission to be called, requests for it, and the limits that protect them
/// (Meta reference parts 2.6 and 3).
///
/// [io.dering.sandbox.permission.CustomerPermission] is one customer's and knows no clock;
/// [io.dering.sandbox.permission.PermissionDesk] keeps them, asks the phones and sends the replies
/// as webhooks of the field `messages`. All times are the calendar's.
///
/// Left out: template approval (one template is known).
///
/// Thread: one, the sandbox's.
@NullMarked
package io.dering.sandbox.permission;

import org.jspecify.annotations.NullMarked;
