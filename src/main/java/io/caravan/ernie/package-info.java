/** Baidu's ERNIE in its older form, wenxinworkshop. */
@NullMarked
package io.caravan.ernie;

import org.jspecify.annotations.NullMarked;
